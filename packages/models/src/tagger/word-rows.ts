import { mapValues, type WordReader } from '@tagger/core/internal';
import { describeBatch, smallestBatch } from '../batch/describe-batch';
import { type HostTensor, hostTensor, toRuntimeTensor } from '../batch/host-tensor';
import type { LanePlan } from '../batch/lanes';
import type { Network } from '../network/network';
import type { RuntimeSession } from '../runtime/runtime';
import { projectionSize, sharedNames, withoutNoise } from './tagging-graphs';
import { WordCache } from './word-cache';
import { findWordPlaces } from './word-places';

/*
 * Axes:  T time   B sentences side by side, or lanes   R distinct words   D directions   G gates · H
 */

/** Values of the vectors of new words, at most: 256 MiB. */
const maximumValues = 2 ** 26;

/** U x + b of every word that was met, computed once and then remembered. */
export class WordRows {
  readonly #cache: WordCache;

  /** @param empty what is in the place of U x + b where there is no word [D · G] */
  constructor(
    private readonly network: Network,
    private readonly lexicon: WordReader,
    private readonly session: RuntimeSession,
    empty: Float32Array,
  ) {
    this.#cache = new WordCache(empty);
  }

  /** Where each step's word is among the rows [T, B], after new ones were added; 0 is no word. */
  findPlaces(sentences: readonly (readonly string[])[], plan: LanePlan): Promise<Int32Array> {
    return findWordPlaces(this.#cache, sentences, plan, (unknown) => this.#learnAll(unknown));
  }

  /**
   * Rows [D · R, G], and where each step finds its word among R [T, B]: the whole cache, unless that is much larger than the
   * batch, since a runtime may copy it.
   */
  share(places: Int32Array): { positions: Int32Array; rows: HostTensor } {
    const { rows, size, width } = this.#cache;
    const G = projectionSize(this.network);
    const shape = (data: Float32Array) => hostTensor([data.length / G, G], data);
    if (size <= 8 * places.length) return { positions: places, rows: shape(rows) };
    const found = new Map<number, number>();
    for (const place of places) if (!found.has(place)) found.set(place, found.size);
    const copies = new Float32Array(found.size * width);
    for (const [place, position] of found)
      copies.set(rows.subarray(place * width, (place + 1) * width), position * width);
    return { positions: places.map((place) => found.get(place)!), rows: shape(copies) };
  }

  async #learnAll(unknown: readonly string[]): Promise<void> {
    const size = Math.max(1, Math.floor(maximumValues / this.network.encoder.size));
    for (let start = 0; start < unknown.length; start += size)
      await this.#learn(unknown.slice(start, start + size));
  }

  /** Computes the rows of new words, for which there is room. */
  async #learn(unknown: readonly string[]): Promise<void> {
    const words = unknown.map((word) => this.lexicon.read(word));
    const tensors = describeBatch(withoutNoise(this.network.encoder.inputs), { ...smallestBatch, words });
    const results = await this.session.run(mapValues(tensors, toRuntimeTensor));
    this.#cache.add(unknown, results[sharedNames.rows]!.data as Float32Array);
  }
}
