import {
  cleanWord,
  Lexicon,
  type Sentence,
  SettingsError,
  TaggerError,
  tokenize,
  tokenizeStream,
} from '@tagger/core';
import { decodeModelFile } from '../model-file/decode-model-file';
import type { ModelDescription } from '../model-file/description';
import { readModelBytes } from '../platform';
import { loadRuntime } from '../runtime/load-runtime';
import type { Device, Runtime } from '../runtime/runtime';
import { FoldedNetwork } from './folded-network';
import { groupReady } from './group-ready';
import { PortableNetwork } from './portable-network';
import type { TaggedSentence, TaggedToken, TaggedWord, TagOptions, TagScore } from './tagged';
import type { BatchScores, StepScores, TaggingNetwork } from './tagging-network';

export interface LoadOptions {
  /** Where to run; `auto`, the default, takes the best that is there. */
  readonly device?: Device | undefined;
  /** Threads of one operation; without it the runtime chooses. */
  readonly threads?: number | undefined;
  /** What executes the graph; without it `loadRuntime` chooses. */
  readonly runtime?: Runtime | undefined;
  /** The language in which text is cut, as a BCP 47 tag; default: the language of the model's corpus, or `en`. */
  readonly language?: string | undefined;
}

/** Sentences of a stream that are read before they are tagged, and words. */
const groupLimits = { sentences: 1024, words: 32_768 };

/** A longer sentence is refused: it would take more than a gigabyte of memory. */
const maximumSentenceLength = 100_000;

/** A trained network with its vocabulary and tags: text in, tags out. */
export class Tagger {
  private constructor(
    /** What the model file says of itself: network, vocabulary, tags, training. */
    readonly model: ModelDescription,
    /** What executes it. */
    readonly runtimeName: string,
    /** The language in which text is cut into sentences and words, as a BCP 47 tag. */
    readonly language: string,
    private readonly lexicon: Lexicon,
    private readonly network: TaggingNetwork,
  ) {}

  /**
   * Loads a model file: by path (in a browser: by address), or its bytes.
   *
   * @throws ModelError if it cannot be read, or is no model file
   * @throws DeviceError if the device is not there
   */
  static async load(source: string | URL | Uint8Array, options: LoadOptions = {}): Promise<Tagger> {
    const isBytes = source instanceof Uint8Array;
    const bytes = isBytes ? source : await readModelBytes(source);
    const name = isBytes ? 'model' : String(source);
    const { description, parameters, precision } = decodeModelFile(bytes, name);
    const { device = 'auto', threads, runtime = await loadRuntime() } = options;
    const createSession = (model: Uint8Array) => runtime.createSession(model, { device, threads, name });
    const lexicon = new Lexicon(description);
    // A loop of small steps is for a CPU; a graphics card is better off with ONNX's own recurrent operators.
    const network =
      device === 'auto' || device === 'cpu'
        ? await FoldedNetwork.create(description.network, parameters, precision, lexicon, createSession)
        : new PortableNetwork(description.network, lexicon, await createSession(bytes));
    const language = options.language ?? description.training.corpus.language ?? 'en';
    return new Tagger(description, runtime.name, language, lexicon, network);
  }

  /**
   * Cuts a text into sentences and words, and tags them.
   *
   * @throws SettingsError if the language is not a language tag
   */
  async tag(text: string, options: TagOptions = {}): Promise<TaggedToken[]> {
    const sentences = tokenize(text, { locale: options.language ?? this.language });
    const tagged = await this.tagBatch(
      sentences.map(({ words }) => words),
      options,
    );
    return sentences.flatMap((sentence, index) => withOffsets(sentence, tagged[index]!, index));
  }

  /** Tags the words of one sentence. */
  async tagTokens(words: readonly string[], options: TagOptions = {}): Promise<TaggedWord[]> {
    const [tagged] = await this.tagBatch([words], options);
    return tagged!;
  }

  /** Tags many sentences at once, which is faster than one by one. */
  async tagBatch(
    sentences: readonly (readonly string[])[],
    { topK }: TagOptions = {},
  ): Promise<TaggedWord[][]> {
    if (topK !== undefined && !(Number.isInteger(topK) && topK >= 1))
      throw new SettingsError(`topK is a whole number of at least 1, not ${topK}`);
    const result: TaggedWord[][] = sentences.map(() => []);
    for await (const { indexes, batch } of this.#run(sentences))
      for (const [row, index] of indexes.entries())
        result[index] = sentences[index]!.map((text, step) =>
          this.#read(text, batch, batch.place(row, step), topK),
        );
    return result;
  }

  /** Tags a stream of sentences, as a corpus reader yields them. Memory does not grow with their number. */
  async *tagSentences(
    sentences: AsyncIterable<Sentence> | Iterable<Sentence>,
    options: TagOptions = {},
  ): AsyncGenerator<TaggedSentence> {
    const isFull = (group: readonly Sentence[]) =>
      group.length >= groupLimits.sentences ||
      group.reduce((sum, { words }) => sum + words.length, 0) >= groupLimits.words;
    for await (const group of groupReady(sentences, isFull)) {
      const tagged = await this.tagBatch(
        group.map(({ words }) => words),
        options,
      );
      for (const [index, sentence] of group.entries()) yield { sentence, words: tagged[index]! };
    }
  }

  /** Tags a stream of text, sentence by sentence, with offsets from its start. */
  async *tagStream(chunks: AsyncIterable<string>, options: TagOptions = {}): AsyncGenerator<TaggedToken[]> {
    let index = 0;
    const locale = options.language ?? this.language;
    for await (const { sentence, words } of this.tagSentences(tokenizeStream(chunks, { locale }), options))
      yield withOffsets(sentence, words, index++);
  }

  /** The probability of each tag for each word: for a sentence of T words [T, K], in the order of `model.tags`. */
  async probabilities(sentences: readonly (readonly string[])[]): Promise<Float32Array[]> {
    return (await this.score(sentences)).map(({ probabilities }) => probabilities);
  }

  /** What the network says of each word, in the order of `model.tags`. */
  async score(sentences: readonly (readonly string[])[]): Promise<StepScores[]> {
    const none = new Float32Array();
    const result: StepScores[] = sentences.map(() => ({ probabilities: none, scores: none }));
    for await (const { indexes, batch } of this.#run(sentences))
      for (const [row, index] of indexes.entries())
        result[index] = this.#takeSentence(batch, row, sentences[index]!.length);
    return result;
  }

  /** Whether training taught the word itself; a model may have a vector for others too. */
  knows(word: string): boolean {
    const { vocabulary } = this.lexicon;
    const clean = cleanWord(word);
    return vocabulary.has(clean) && vocabulary.id(clean) <= this.model.lookup.trainedWords;
  }

  /** Frees what the runtime holds. The tagger cannot tag after that. */
  release(): Promise<void> {
    return this.network.release();
  }

  /** Runs the network on some sentences at a time. */
  async *#run(
    sentences: readonly (readonly string[])[],
  ): AsyncGenerator<{ readonly indexes: readonly number[]; readonly batch: BatchScores }> {
    const tooLong = sentences.find((words) => words.length > maximumSentenceLength);
    if (tooLong)
      throw new TaggerError(`a sentence of ${tooLong.length} words; the limit is ${maximumSentenceLength}`, {
        hint: 'cut it into sentences',
      });
    const lengths = sentences.map((words) => words.length);
    for (const indexes of this.network.plan(lengths)) {
      if (indexes.every((index) => lengths[index] === 0)) continue;
      yield { indexes, batch: await this.network.run(indexes.map((index) => sentences[index]!)) };
    }
  }

  #read(text: string, { probabilities, scores }: StepScores, place: number, topK?: number): TaggedWord {
    const K = this.model.tags.length;
    const best = argmax(scores, place, K);
    const tag = this.model.tags[best]!;
    const score = probabilities[place + best]!;
    if (topK === undefined) return { text, tag, score };
    const alternatives = this.#rank(probabilities.subarray(place, place + K)).slice(0, topK);
    return { text, tag, score, alternatives };
  }

  #rank(row: Float32Array): TagScore[] {
    const order = [...row.keys()].sort((a, b) => row[b]! - row[a]!);
    return order.map((tag) => ({ tag: this.model.tags[tag]!, score: row[tag]! }));
  }

  /** Of a batch what belongs to one sentence [T, K]. */
  #takeSentence({ probabilities, scores, place }: BatchScores, row: number, length: number): StepScores {
    const K = this.model.tags.length;
    const take = (values: Float32Array) => {
      const own = new Float32Array(length * K);
      for (let step = 0; step < length; step++)
        own.set(values.subarray(place(row, step), place(row, step) + K), step * K);
      return own;
    };
    const own = take(probabilities);
    return { probabilities: own, scores: scores === probabilities ? own : take(scores) };
  }
}

function withOffsets({ source }: Sentence, words: readonly TaggedWord[], sentence: number): TaggedToken[] {
  const tokens = source?.format === 'text' ? source.tokens : [];
  return tokens.map((token, position) => ({ ...words[position]!, ...token, sentence }));
}

/** The first of the largest of `count` values from `start` on, counted from there. */
function argmax(values: Float32Array, start: number, count: number): number {
  let best = start;
  let largest = values[start]!;
  for (let at = start + 1; at < start + count; at++) {
    const value = values[at]!;
    if (value > largest) {
      best = at;
      largest = value;
    }
  }
  return best - start;
}
