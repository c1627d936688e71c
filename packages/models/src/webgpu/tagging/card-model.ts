import type { WordReader } from '@tagger/core/internal';
import { describeBatch, measureAxes, smallestBatch } from '../../batch/describe-batch';
import type { LanePlan } from '../../batch/lanes';
import type { Network } from '../../network/network';
import { tabulatePossible } from '../../tagger/joint-columns';
import type { NetworkModel } from '../../tagger/network-factory';
import { projectionSize, withoutNoise } from '../../tagger/tagging-graphs';
import { yieldTurn } from '../../tagger/turns';
import { findWordPlaces, WordPlaces } from '../../tagger/word-places';
import type { Card } from '../card/card';
import type { CompiledProgram } from '../card/compiled-program';
import type { ProgramRunner } from '../card/program-runner';
import type { StorageKey } from '../compile/quantities';
import { newRowsKey, rowsKey, tableName, writeWordProgram } from './write-programs';

/** Bytes that the rows of words may take, at most. */
const mostRowBytes = 2 ** 28;
/** Words that are learnt at once: their characters take memory. */
const wordsAtOnce = 4096;

/** Numbers that a program reads, by the name of their leaf. */
interface CardWeights {
  readonly name: string;
  readonly size: number;
  read(): Float32Array;
}

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
    weights: readonly CardWeights[],
  ) {
    this.#width = network.layers[0]!.recurrences.length * projectionSize(network);
    let end = 0;
    for (const { name, size } of weights) {
      this.#starts.set(`model/${name}`, end);
      end += size;
    }
    this.#end = end;
    this.#starts.set(rowsKey, end);
    this.#words = new WordPlaces(this.#width, Math.min(mostRowBytes, card.largestBuffer - 4 * end));
  }

  /** Puts the weights onto the card. @throws MemoryError if it has no room for them */
  static async create(
    card: Card,
    runner: ProgramRunner,
    {
      network,
      weights,
      lexicon,
      joint = [],
    }: Pick<NetworkModel, 'network' | 'weights' | 'lexicon' | 'joint'>,
  ): Promise<CardModel> {
    const all: CardWeights[] = [
      ...network.parameters.map(({ name, shape }) => ({
        name,
        size: shape.reduce((product, length) => product * length, 1),
        read: () => weights.values(name),
      })),
      ...joint.map(({ output, labels }) => {
        const { tagCount } = network.outputs[output]!;
        const read = () => tabulatePossible(labels, tagCount);
        return { name: tableName(output), size: labels.length * tagCount, read };
      }),
    ];
    const program = await runner.compile(writeWordProgram(network, card.limits));
    const own = new CardModel(card, runner, network, lexicon, program, all);
    await runner.buffers.reserve('model', own.#measure(Math.min(1024, own.#words.capacity)));
    // One after another: of whole numbers, each is a copy in float32.
    for (const { name, read } of all)
      card.device.queue.writeBuffer(
        runner.buffers.get('model'),
        4 * own.#starts.get(`model/${name}`)!,
        read() as Float32Array<ArrayBuffer>,
      );
    return own;
  }

  /** Distinct words that a batch may have, unless it is one sentence. */
  get mostWords(): number {
    return this.#words.capacity - 1;
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
    const needed = this.#words.size + unknown.length;
    if (this.#measure(needed) > buffers.count('model'))
      await buffers.grow(
        'model',
        this.#measure(Math.max(needed, Math.min(2 * needed, this.#words.capacity))),
      );
    for (let start = 0; start < unknown.length; start += wordsAtOnce) {
      if (start > 0) await yieldTurn();
      await this.#add(unknown.slice(start, start + wordsAtOnce));
    }
  }

  /** Numbers of the model with so many rows. */
  #measure(rows: number): number {
    return this.#end + rows * this.#width;
  }

  /** Computes the rows of new words, for which there is room. */
  async #add(unknown: readonly string[]): Promise<void> {
    const view = { ...smallestBatch, words: unknown.map((word) => this.lexicon.read(word)) };
    const sizes = measureAxes(view);
    const half = Math.ceil(unknown.length / 2);
    // Characters take memory for each word as for the longest.
    if (half > 1 && this.program.program.memory.place(sizes, 0, new Map()) > this.card.mostMemory) {
      for (const part of [unknown.slice(0, half), unknown.slice(half)]) await this.#add(part);
      return;
    }
    const tensors = describeBatch(withoutNoise(this.network.encoder.inputs), view);
    const offsets = this.offsets.set(newRowsKey, this.#end + this.#words.size * this.#width);
    this.runner.begin();
    const encoder = await this.runner.encode(this.runner.add(this.program, { tensors, sizes, offsets }, 0));
    this.card.device.queue.submit([encoder.finish()]);
    this.#words.add(unknown);
  }
}
