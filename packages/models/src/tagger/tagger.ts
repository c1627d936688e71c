import { limits, type Sentence, TaggerError, type TextChunks, tokenize, tokenizeStream } from '@tagger/core';
import { checkOptions, cleanWord, Lexicon, readWords, requireString } from '@tagger/core/internal';
import { DeviceError, ModelError } from '../errors';
import { type ModelSource, readModelSource } from '../loading/model-source';
import { decodeModelFile } from '../model-file/decode-model-file';
import type { ModelDescription } from '../model-file/description';
import { createNetwork } from '../network/create-network';
import { firstLine } from '../runtime/first-line';
import { loadRuntime } from '../runtime/load-runtime';
import { checkSentences, loadRules, type ReadSentence, readSentences, tagRules } from './check-input';
import { FoldedNetwork } from './folded-network';
import { groupReady } from './group-ready';
import type { LoadOptions } from './load-options';
import { PortableNetwork } from './portable-network';
import type { TaggedSentence, TaggedToken, TaggedWord, TagOptions, TagScore } from './tagged';
import type { BatchScores, StepScores, TaggingNetwork } from './tagging-network';

/** Sentences of a stream that are read before they are tagged, and words. */
const groupLimits = { sentences: 1024, words: 32_768 };

/** Scores of the tags of all words of a sentence, at most; next to `limits.sentenceWords` it is a limit where there are thousands of tags: 1 GiB. */
const maximumSentenceScores = 2 ** 28;

/**
 * A trained network with its vocabulary and tags: text in, tags out.
 *
 * Every method throws `ArgumentError` for an argument of another type and for an empty word, and `SettingsError` for an option
 * that does not exist or a value that an option cannot have. Methods that return a promise or a generator throw through it.
 * After `release`, the methods that tag throw `TaggerError`.
 */
export class Tagger {
  /** Calls that use the network. */
  readonly #running = new Set<Promise<unknown>>();
  #released: Promise<void> | undefined;

  private constructor(
    /** What the model file says of itself: network, vocabulary, tags, training. */
    readonly model: ModelDescription,
    /** What executes it. */
    readonly runtimeName: string,
    /** The language in which text is cut into sentences and words, as a BCP 47 tag. */
    readonly language: string,
    private readonly lexicon: Lexicon,
    private readonly network: TaggingNetwork,
    private readonly fileName: string,
  ) {}

  /**
   * Loads a model file: from a path, a `file:`, `http:` or `https:` address as a string or `URL`, or its bytes. In a browser
   * a path is an address relative to the page.
   *
   * @throws ArgumentError if the source is of another type
   * @throws SettingsError if an option does not exist, or cannot have its value
   * @throws ModelError if the file cannot be read or fetched, or is not a valid model file
   * @throws DeviceError if the device is not available
   */
  static async load(source: ModelSource, options: LoadOptions = {}): Promise<Tagger> {
    checkOptions(options, loadRules);
    const { bytes, name } = await readModelSource(source);
    const { description, parameters, precision } = decodeModelFile(bytes, name);
    const { device = 'auto', threads, runtime = await loadRuntime() } = options;
    const createSession = (model: Uint8Array) => runtime.createSession(model, { device, threads, name });
    const lexicon = new Lexicon(description);
    const layers = createNetwork(description.network);
    // A loop of small steps is for a CPU; a graphics card is better off with ONNX's own recurrent operators.
    const network =
      device === 'auto' || device === 'cpu'
        ? await FoldedNetwork.create(layers, parameters, precision, lexicon, createSession)
        : await PortableNetwork.create(layers, parameters, lexicon, createSession);
    const language = options.language ?? description.training.corpus.language ?? 'en';
    return new Tagger(description, runtime.name, language, lexicon, network, name);
  }

  /**
   * Cuts a text into sentences and words, and tags them.
   *
   * @throws SettingsError if the language is not a language tag
   */
  async tag(text: string, options: TagOptions = {}): Promise<TaggedToken[]> {
    requireString('text', text, Array.isArray(text) ? 'words go to tagTokens' : undefined);
    checkOptions(options, tagRules);
    const sentences = tokenize(text, { locale: options.language ?? this.language });
    const tagged = await this.#tag(
      sentences.map(({ words }) => words),
      options,
    );
    return sentences.flatMap((sentence, index) => withOffsets(sentence, tagged[index]!, index));
  }

  /** Tags the words of one sentence. */
  async tagTokens(words: readonly string[], options: TagOptions = {}): Promise<TaggedWord[]> {
    const own = readWords(() => 'words', words, typeof words === 'string' ? 'a text goes to tag' : undefined);
    checkOptions(options, tagRules);
    const [tagged] = await this.#tag([own], options);
    return tagged!;
  }

  /** Tags many sentences at once, which is faster than one by one. */
  async tagBatch(
    sentences: readonly (readonly string[])[],
    options: TagOptions = {},
  ): Promise<TaggedWord[][]> {
    const own = readSentences(sentences);
    checkOptions(options, tagRules);
    return this.#tag(own, options);
  }

  /** Tags a stream of sentences, as a corpus reader yields them. Memory does not grow with their number. */
  async *tagSentences(
    sentences: AsyncIterable<Sentence> | Iterable<Sentence>,
    options: TagOptions = {},
  ): AsyncGenerator<TaggedSentence> {
    const source = checkSentences(sentences);
    checkOptions(options, tagRules);
    const isFull = (group: readonly ReadSentence[]) =>
      group.length >= groupLimits.sentences ||
      group.reduce((sum, { words }) => sum + words.length, 0) >= groupLimits.words;
    this.#requireLoaded();
    for await (const group of groupReady(source, isFull)) {
      const tagged = await this.#tag(
        group.map(({ words }) => words),
        options,
      );
      for (const [index, { sentence }] of group.entries()) yield { sentence, words: tagged[index]! };
    }
  }

  /** Tags a stream of text, sentence by sentence, with offsets from its start. */
  async *tagStream(chunks: TextChunks, options: TagOptions = {}): AsyncGenerator<TaggedToken[]> {
    checkOptions(options, tagRules);
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
    const own = readSentences(sentences);
    return this.#use(async () => {
      const none = new Float32Array();
      const result: StepScores[] = own.map(() => ({ probabilities: none, scores: none }));
      for await (const { indexes, batch } of this.#run(own))
        for (const [row, index] of indexes.entries())
          result[index] = this.#takeSentence(batch, row, own[index]!.length);
      return result;
    });
  }

  /** Whether training taught the word itself; a model may have a vector for others too. */
  knows(word: string): boolean {
    requireString('word', word);
    const { vocabulary } = this.lexicon;
    const clean = cleanWord(word);
    return vocabulary.has(clean) && vocabulary.id(clean) <= this.model.lookup.trainedWords;
  }

  /**
   * Frees the memory of the runtime, once the calls that are running have ended. Later calls, and streams that have not
   * ended, get a `TaggerError`. May be called again: the promise is then the first one.
   */
  release(): Promise<void> {
    this.#released ??= this.#end();
    return this.#released;
  }

  async #end(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.network.release();
  }

  #requireLoaded(): void {
    if (this.#released) throw new TaggerError('this tagger was released', { hint: 'load the model again' });
  }

  /** Runs what uses the network, so that `release` waits for it. */
  async #use<Result>(compute: () => Promise<Result>): Promise<Result> {
    this.#requireLoaded();
    const running = compute();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #tag(sentences: readonly (readonly string[])[], { topK }: TagOptions): Promise<TaggedWord[][]> {
    return this.#use(async () => {
      const result: TaggedWord[][] = sentences.map(() => []);
      for await (const { indexes, batch } of this.#run(sentences))
        for (const [row, index] of indexes.entries())
          result[index] = sentences[index]!.map((text, step) =>
            this.#read(text, batch, batch.place(row, step), topK),
          );
      return result;
    });
  }

  /** Runs the network on some sentences at a time. */
  async *#run(
    sentences: readonly (readonly string[])[],
  ): AsyncGenerator<{ readonly indexes: readonly number[]; readonly batch: BatchScores }> {
    const limit = Math.min(limits.sentenceWords, Math.floor(maximumSentenceScores / this.model.tags.length));
    const tooLong = sentences.find((words) => words.length > limit);
    if (tooLong)
      throw new TaggerError(`a sentence of ${tooLong.length} words; the limit is ${limit}`, {
        hint: 'cut it into sentences',
      });
    const lengths = sentences.map((words) => words.length);
    for (const indexes of this.network.plan(lengths)) {
      if (indexes.every((index) => lengths[index] === 0)) continue;
      const batch = await this.network.run(indexes.map((index) => sentences[index]!)).catch((cause) => {
        if (TaggerError.isInstance(cause)) throw cause;
        throw new DeviceError(`${this.runtimeName} failed: ${firstLine(cause)}`, { cause });
      });
      // A conditional random field takes powers of its weights, which may overflow.
      if (hasNaN(batch.probabilities) || (batch.scores !== batch.probabilities && hasNaN(batch.scores)))
        throw new ModelError('the weights are too large to compute with', {
          location: { file: this.fileName },
          hint: 'train it again, with a lower learning rate',
        });
      yield { indexes, batch };
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

/** By a sum, which one NaN makes NaN: a branch for each value would take a tenth of the time of tagging. */
function hasNaN(values: Float32Array): boolean {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  return Number.isNaN(sum);
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
