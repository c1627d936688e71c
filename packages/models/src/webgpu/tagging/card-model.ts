import type { WordReader } from '@tagger/core/internal';
import { describeBatch, measureAxes, smallestBatch } from '../../batch/describe-batch';
import type { LanePlan } from '../../batch/lanes';
import type { FileWeights } from '../../model-file/file-weights';
import type { Network } from '../../network/network';
import { projectionSize, withoutNoise } from '../../tagger/tagging-graphs';
import { yieldTurn } from '../../tagger/turns';
import { findWordPlaces, WordPlaces } from '../../tagger/word-places';
import type { Card } from '../card/card';
import type { ProgramRunner } from '../card/program-runner';
import type { CompiledProgram } from '../card/recorder';
import type { StorageKey } from '../compile/quantities';
import { newRowsKey, rowsKey, writeWordProgram } from './write-programs';

/** Bytes that the rows of words may take, unless one batch needs more. */
const rowBytes = 2 ** 28;
/** Words that are learnt at once: their characters take memory. */
const wordsAtOnce = 4096;

/** A model on a card: its weights, behind them U x + b of each word that was met [D · G]. */
export class CardModel {
  readonly #width: number;
  readonly #words: WordPlaces;
  readonly #starts = new Map<StorageKey, number>();
  /** Numbers of the weights. */
  readonly #end: number;

  private constructor(
    private readonly card: Card,
    private readonly runner: ProgramRunner,
    private readonly network: Network,
    private readonly lexicon: WordReader,
    private readonly program: CompiledProgram,
  ) {
    this.#width = network.layers[0]!.recurrences.length * projectionSize(network);
    this.#words = new WordPlaces(this.#width, rowBytes);
    let end = 0;
    for (const { name, shape } of network.parameters) {
      this.#starts.set(`model/${name}`, end);
      end += shape.reduce((product, length) => product * length, 1);
    }
    this.#end = end;
    this.#starts.set(rowsKey, end);
  }

  /** Puts the weights onto the card. @throws MemoryError if it has no room for them */
  static async create(
    card: Card,
    runner: ProgramRunner,
    model: { readonly network: Network; readonly weights: FileWeights; readonly lexicon: WordReader },
  ): Promise<CardModel> {
    const { network, weights, lexicon } = model;
    const program = await runner.compile(writeWordProgram(network, card.limits));
    const own = new CardModel(card, runner, network, lexicon, program);
    await runner.buffers.reserve('model', own.#end + 1024 * own.#width);
    // One after another: of whole numbers, each is a copy in float32.
    for (const { name } of network.parameters)
      card.device.queue.writeBuffer(
        runner.buffers.get('model'),
        4 * own.#starts.get(`model/${name}`)!,
        weights.values(name) as Float32Array<ArrayBuffer>,
      );
    return own;
  }

  /** Where the weights and the rows are. */
  get offsets(): Map<StorageKey, number> {
    return new Map(this.#starts);
  }

  /** Where each step's word is among the rows [T, B], after new ones were added; 0 is no word. */
  findPlaces(sentences: readonly (readonly string[])[], plan: LanePlan): Promise<Int32Array> {
    return findWordPlaces(this.#words, sentences, plan, (unknown) => this.#learn(unknown));
  }

  async #learn(unknown: readonly string[]): Promise<void> {
    const { buffers } = this.runner;
    const needed = this.#end + (this.#words.size + unknown.length) * this.#width;
    if (needed > buffers.count('model'))
      await buffers.grow('model', Math.max(needed, 2 * buffers.count('model') - this.#end));
    for (let start = 0; start < unknown.length; start += wordsAtOnce) {
      if (start > 0) await yieldTurn();
      await this.#add(unknown.slice(start, start + wordsAtOnce));
    }
  }

  /** Computes the rows of new words, for which there is room. */
  async #add(unknown: readonly string[]): Promise<void> {
    const view = { ...smallestBatch, words: unknown.map((word) => this.lexicon.read(word)) };
    const tensors = describeBatch(withoutNoise(this.network.encoder.inputs), view);
    const sizes = measureAxes(view);
    const offsets = this.offsets.set(newRowsKey, this.#end + this.#words.size * this.#width);
    this.runner.begin();
    const encoder = await this.runner.encode(this.runner.add(this.program, { tensors, sizes, offsets }, 0));
    this.card.device.queue.submit([encoder.finish()]);
    this.#words.add(unknown);
  }
}
