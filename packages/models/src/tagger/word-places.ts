import type { LanePlan } from '../batch/lanes';

/** Places of words that were met, from 1 on, forgotten all at once when there are too many; 0 is the place of no word. */
export class WordPlaces {
  readonly #places = new Map<string, number>();
  /** Places that are kept. */
  readonly capacity: number;

  /**
   * @param width numbers that are kept of a word
   * @param maximumBytes that those of all words may take, unless one batch needs more
   */
  constructor(width: number, maximumBytes: number) {
    this.capacity = Math.max(2, Math.floor(maximumBytes / (4 * width)));
  }

  /** Places that there are. */
  get size(): number {
    return this.#places.size + 1;
  }

  find(word: string): number | undefined {
    return this.#places.get(word);
  }

  /** Makes room for so many words, which may forget all others. */
  reserve(count: number): void {
    if (this.size + count > this.capacity) this.#places.clear();
  }

  /** Adds words, which are new, in their order. */
  add(words: Iterable<string>): void {
    for (const word of words) this.#places.set(word, this.size);
  }
}

/**
 * The place of each step's word [T, B], 0 where there is none.
 * @param learn adds new words, for which room was made
 */
export async function findWordPlaces(
  known: Pick<WordPlaces, 'find' | 'size' | 'reserve'>,
  sentences: readonly (readonly string[])[],
  { lanes, time, lane, start }: LanePlan,
  learn: (unknown: readonly string[]) => Promise<void>,
): Promise<Int32Array> {
  const places = new Int32Array(time * lanes);
  for (;;) {
    const unknown = new Set<string>();
    for (const [index, words] of sentences.entries()) {
      let at = start[index]! * lanes + lane[index]!;
      for (const word of words) {
        const place = known.find(word);
        if (place === undefined) unknown.add(word);
        else places[at] = place;
        at += lanes;
      }
    }
    if (unknown.size === 0) return places;
    const { size } = known;
    known.reserve(unknown.size);
    // Where room was made by forgetting, all words of the sentences are new.
    if (known.size === size) await learn([...unknown]);
  }
}
