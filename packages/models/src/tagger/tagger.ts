import { limits, type Sentence, TaggerError, type TextChunks, tokenizeStream } from '@tagger/core';
import { checkOptions, cleanWord, Lexicon, readWords, requireString } from '@tagger/core/internal';
import { DeviceError, ModelError } from '../errors';
import { type ModelSource, readModelSource } from '../loading/model-source';
import { readModelFile } from '../model-file/decode-model-file';
import type { ModelDescription } from '../model-file/model-description';
import { createNetwork } from '../network/create-network';
import { firstLine } from '../runtime/first-line';
import { checkSentences, loadRules, type ReadSentence, readSentences, tagRules } from './check-input';
import { chooseNetworks } from './choose-networks';
import { groupReady } from './group-ready';
import type { LoadOptions } from './load-options';
import type { NetworkModel } from './network-factory';
import type { TaggedSentence, TaggedToken, TaggedWord, TagOptions, TagScore } from './tagged';
import type { BatchTags, StepScores, TaggingNetwork, Wanted } from './tagging-network';
import { addPlaces, cutText, joinSentences } from './text-sentences';
import { Turns } from './turns';

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
    private readonly network: TaggingNetwork,
    private readonly file: Pick<NetworkModel, 'lexicon' | 'fileName'>,
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
    const { description, weights, precision } = readModelFile(bytes, name);
    const lexicon = new Lexicon(description);
    const network = createNetwork(description.network);
    const networks = await chooseNetworks(options);
    const ready = await networks.create({ network, weights, precision, lexicon, fileName: name });
    const language = options.language ?? description.training.corpus.language ?? 'en';
    return new Tagger(description, networks.name, language, ready, { lexicon, fileName: name });
  }

  /**
   * Cuts a text into sentences and words, and tags them.
   *
   * @throws SettingsError if the language is not a language tag
   */
  async tag(text: string, options: TagOptions = {}): Promise<TaggedToken[]> {
    requireString('text', text, Array.isArray(text) ? 'words go to tagTokens' : undefined);
    checkOptions(options, tagRules);
    return this.#use(async () => {
      const turns = new Turns();
      const sentences = await cutText(text, options.language ?? this.language, turns);
      const words = sentences.map((sentence) => sentence.words);
      return joinSentences(sentences, await this.#tagAll(words, options), turns);
    });
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
      group.length >= this.network.groupWords / 32 ||
      group.reduce((sum, { words }) => sum + words.length, 0) >= this.network.groupWords;
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
      yield addPlaces(sentence, words, index++);
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
      for await (const { indexes, batch } of this.#run(own, 'scores'))
        for (const [row, index] of indexes.entries())
          result[index] = this.#takeSentence(batch, row, own[index]!.length);
      return result;
    });
  }

  /** Whether training taught the word itself; a model may have a vector for others too. */
  knows(word: string): boolean {
    requireString('word', word);
    const { vocabulary } = this.file.lexicon;
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

  #tag(sentences: readonly (readonly string[])[], options: TagOptions): Promise<TaggedWord[][]> {
    return this.#use(() => this.#tagAll(sentences, options));
  }

  async #tagAll(sentences: readonly (readonly string[])[], { topK }: TagOptions): Promise<TaggedWord[][]> {
    const result: TaggedWord[][] = sentences.map(() => []);
    for await (const { indexes, batch } of this.#run(sentences, topK === undefined ? 'tags' : 'scores'))
      for (const [row, index] of indexes.entries())
        result[index] = this.#readSentence(sentences[index]!, batch, batch.starts[row]!, topK);
    return result;
  }

  /** Runs the network on some sentences at a time. */
  async *#run(
    sentences: readonly (readonly string[])[],
    wanted: Wanted,
  ): AsyncGenerator<{ readonly indexes: readonly number[]; readonly batch: BatchTags }> {
    const limit = Math.min(limits.sentenceWords, Math.floor(maximumSentenceScores / this.model.tags.length));
    const tooLong = sentences.find((words) => words.length > limit);
    if (tooLong)
      throw new TaggerError(`a sentence of ${tooLong.length} words; the limit is ${limit}`, {
        hint: 'cut it into sentences',
      });
    const lengths = sentences.map((words) => words.length);
    for (const indexes of this.network.plan(lengths)) {
      if (indexes.every((index) => lengths[index] === 0)) continue;
      const own = indexes.map((index) => sentences[index]!);
      const batch = await this.network.run(own, wanted).catch((cause) => {
        if (TaggerError.isInstance(cause)) throw cause;
        throw new DeviceError(`${this.runtimeName} failed: ${firstLine(cause)}`, { cause });
      });
      if (batch.hasNaN)
        throw new ModelError('the weights are too large to compute with', {
          location: { file: this.file.fileName },
          hint: 'train it again, with a lower learning rate',
        });
      yield { indexes, batch };
    }
  }

  #readSentence(words: readonly string[], batch: BatchTags, start: number, topK?: number): TaggedWord[] {
    const { tags, confidences, stride, all } = batch;
    const { tags: names } = this.model;
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
    return order.map((tag) => ({ tag: this.model.tags[tag]!, score: row[tag]! }));
  }

  /** Of a batch what belongs to one sentence [T, K]. */
  #takeSentence({ all, starts, stride }: BatchTags, row: number, length: number): StepScores {
    const K = this.model.tags.length;
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
