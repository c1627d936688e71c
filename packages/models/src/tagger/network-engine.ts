import { limits, TaggerError } from '@tagger/core';
import { DeviceError, ModelError } from '../errors';
import { firstLine } from '../runtime/first-line';
import { CallBatcher } from './call-batcher';
import type { ScoreOptions, TaggedToken, TaggedWord, TagOptions, TagScore } from './tagged';
import type { TaggingEngine } from './tagging-engine';
import type { BatchTags, StepScores, TaggingNetwork, Wanted } from './tagging-network';
import { cutText, joinSentences } from './text-sentences';
import { Turns } from './turns';

/** Scores of the tags of all words of a sentence, at most; next to `limits.sentenceWords` it is a limit where there are thousands of tags: 1 GiB. */
const maximumSentenceScores = 2 ** 28;

/** Tags by a network on this thread. */
export class NetworkEngine implements TaggingEngine {
  readonly #batcher: CallBatcher;

  /** @param names of the tags, @param runtimeName and @param fileName for errors */
  constructor(
    private readonly network: TaggingNetwork,
    private readonly names: readonly string[],
    private readonly runtimeName: string,
    private readonly fileName: string,
  ) {
    this.#batcher = new CallBatcher({
      groupWords: network.groupWords,
      plan: (lengths) => network.plan(lengths),
      run: (sentences, wanted) => this.#runNetwork(sentences, wanted),
    });
  }

  get groupWords(): number {
    return this.network.groupWords;
  }

  async tagText(
    text: string,
    { language, ...options }: TagOptions & { readonly language: string },
  ): Promise<TaggedToken[]> {
    const { signal } = options;
    signal?.throwIfAborted();
    const turns = new Turns();
    const sentences = await cutText(text, language, turns, signal);
    const words = sentences.map((sentence) => sentence.words);
    return joinSentences(sentences, await this.tagSentences(words, options), turns, signal);
  }

  async tagSentences(
    sentences: readonly (readonly string[])[],
    { topK, signal }: TagOptions,
  ): Promise<TaggedWord[][]> {
    this.#checkLengths(sentences);
    const result: TaggedWord[][] = sentences.map(() => []);
    await this.#batcher.run({
      sentences,
      wanted: topK === undefined ? 'tags' : 'scores',
      signal,
      collect: (index, batch, row) => {
        result[index] = this.#readSentence(sentences[index]!, batch, batch.starts[row]!, topK);
      },
    });
    return result;
  }

  async score(sentences: readonly (readonly string[])[], { signal }: ScoreOptions): Promise<StepScores[]> {
    this.#checkLengths(sentences);
    const none = new Float32Array();
    const result: StepScores[] = sentences.map(() => ({ probabilities: none, scores: none }));
    await this.#batcher.run({
      sentences,
      wanted: 'scores',
      signal,
      collect: (index, batch, row) => {
        result[index] = this.#takeSentence(batch, row, sentences[index]!.length);
      },
    });
    return result;
  }

  async release(): Promise<void> {
    await this.#batcher.settle();
    await this.network.release();
  }

  #checkLengths(sentences: readonly (readonly string[])[]): void {
    const limit = Math.min(limits.sentenceWords, Math.floor(maximumSentenceScores / this.names.length));
    const tooLong = sentences.find((words) => words.length > limit);
    if (tooLong)
      throw new TaggerError(`a sentence of ${tooLong.length} words; the limit is ${limit}`, {
        hint: 'cut it into sentences',
      });
  }

  async #runNetwork(sentences: readonly (readonly string[])[], wanted: Wanted): Promise<BatchTags> {
    const batch = await this.network.run(sentences, wanted).catch((cause) => {
      if (TaggerError.isInstance(cause)) throw cause;
      throw new DeviceError(`${this.runtimeName} failed: ${firstLine(cause)}`, { cause });
    });
    if (batch.hasNaN)
      throw new ModelError('the weights are too large to compute with', {
        location: { file: this.fileName },
        hint: 'train it again, with a lower learning rate',
      });
    return batch;
  }

  #readSentence(words: readonly string[], batch: BatchTags, start: number, topK?: number): TaggedWord[] {
    const { tags, confidences, stride, all } = batch;
    const { names } = this;
    return words.map((text, step) => {
      const at = start + step * stride;
      const tag = names[tags[at]!]!;
      const score = confidences[at]!;
      if (topK === undefined) return { text, tag, score };
      const K = names.length;
      const alternatives = this.#rank(all!.probabilities.subarray(at * K, (at + 1) * K)).slice(0, topK);
      return { text, tag, score, alternatives };
    });
  }

  #rank(row: Float32Array): TagScore[] {
    const order = [...row.keys()].sort((a, b) => row[b]! - row[a]!);
    return order.map((tag) => ({ tag: this.names[tag]!, score: row[tag]! }));
  }

  /** Of a batch what belongs to one sentence [T, K]. */
  #takeSentence({ all, starts, stride }: BatchTags, row: number, length: number): StepScores {
    const K = this.names.length;
    const { probabilities, scores } = all!;
    const take = (values: Float32Array) => {
      const own = new Float32Array(length * K);
      for (let step = 0; step < length; step++) {
        const at = (starts[row]! + step * stride) * K;
        own.set(values.subarray(at, at + K), step * K);
      }
      return own;
    };
    const own = take(probabilities);
    return { probabilities: own, scores: scores === probabilities ? own : take(scores) };
  }
}
