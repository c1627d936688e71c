import type { Sentence, TextChunks } from '@tagger/core';
import {
  type CreateTextCutter,
  checkOptions,
  cleanWord,
  cutStream,
  Lexicon,
  readWords,
  requireString,
} from '@tagger/core/internal';
import type { WrittenTokens } from '../json/written-tokens';
import { type ModelSource, readModelSource } from '../loading/model-source';
import { readModelFile } from '../model-file/decode-model-file';
import type { ModelDescription } from '../model-file/model-description';
import type { PoolOptions } from '../pool/pool-options';
import type { Entity, EntityOptions, SentenceEntities } from '../spans/entity';
import { EntityFinder } from '../spans/entity-finder';
import { createRetagger } from '../spans/retag';
import { ModelTokenizers } from '../tokenizer/model-tokenizers';
import {
  checkSentences,
  entityRules,
  jsonRules,
  loadRules,
  poolRules,
  readSentences,
  scoreRules,
  tagRules,
} from './check-input';
import { chooseNetworks } from './choose-networks';
import { collect, inGroups } from './in-groups';
import type { LoadOptions } from './load-options';
import { NetworkEngine } from './network-engine';
import { readTagged } from './sentence-reader';
import type { TaggedSentence, TaggedToken, TaggedWord, TagOptions } from './tagged';
import type { TaggingEngine } from './tagging-engine';
import type { StepScores } from './tagging-network';
import { addPlaces } from './text-sentences';
import { Uses } from './uses';

/**
 * A trained network with its vocabulary and tags: text in, tags out.
 *
 * Every method throws `ArgumentError` for an argument of another type and for an empty word, and `SettingsError` for an option
 * that does not exist or a value that an option cannot have. Methods that return a promise or a generator throw through it.
 * After `release`, the methods that tag throw `TaggerError`.
 *
 * `Label` names the labels of its entities, for the type of `entities`: `Tagger.load<'PER' | 'LOC'>(…)`. `Column` names the columns that
 * the model gives, for the type of `tags`: `Tagger.load<string, 'upos' | 'lemma'>(…)`.
 *
 * Calls at the same time are computed together, which is as fast as one call of `tagBatch`. A call whose `signal` is aborted throws the
 * reason of the signal; the others continue.
 */
export class Tagger<Label extends string = string, Column extends string = string> {
  readonly #uses = new Uses();

  private constructor(
    /** What the model file says of itself: network, vocabulary, tags, training. */
    readonly model: ModelDescription,
    /** The language in which text is cut into sentences and words, as a BCP 47 tag. */
    readonly language: string,
    private readonly engine: TaggingEngine,
    private readonly lexicon: Lexicon,
    private readonly tokenizers: ModelTokenizers,
  ) {}

  /** What executes the model, such as `WebAssembly`. */
  get runtimeName(): string {
    return this.engine.name;
  }

  /**
   * Loads a model file: from a path, a `file:`, `http:` or `https:` address as a string or `URL`, a `Response`, a `Blob`, or its
   * bytes. In a browser a path is an address relative to the page.
   *
   * @throws ArgumentError if the source is of another type
   * @throws SettingsError if an option does not exist, or cannot have its value, or the model lacks a column that it names
   * @throws ModelError if the file cannot be read or fetched, or is not a valid model file
   * @throws DeviceError if the device is not available
   */
  static async load<Label extends string = string, Column extends string = string>(
    source: ModelSource,
    options: LoadOptions = {},
  ): Promise<Tagger<Label, Column>> {
    checkOptions(options, loadRules);
    // What runs it is made ready while the file is read, but for a card, which nobody would give back if that fails.
    const isCard = options.device === 'cuda' || options.device === 'webgpu';
    const early = isCard ? undefined : chooseNetworks(options);
    early?.catch(() => {});
    const { bytes, name } = await readModelSource(source);
    const file = readModelFile(bytes, name, options.columns);
    const { description } = file;
    const lexicon = new Lexicon(file.lexicon);
    const tokenizers = new ModelTokenizers(file, name, options.kernels);
    const networks = await (early ?? chooseNetworks(options));
    const engine = await NetworkEngine.create(networks, { ...file, lexicon, tokenizers, fileName: name });
    const language = options.language ?? description.training.corpus.language ?? 'en';
    return new Tagger(description, language, engine, lexicon, tokenizers);
  }

  /**
   * Loads a model file as `load` does, and tags on worker threads: the calls of a server, the paragraphs of a long text and the sentences
   * of a batch are divided among them, and this thread is left to others. Where memory can be shared, the weights are there once. A
   * worker that ends is replaced; the calls that it had throw `DeviceError`.
   *
   * @throws DeviceError if there are no workers here, or one cannot be started
   */
  static async pool<Label extends string = string, Column extends string = string>(
    source: ModelSource,
    options: PoolOptions = {},
  ): Promise<Tagger<Label, Column>> {
    checkOptions(options, poolRules);
    const { bytes, name } = await readModelSource(source);
    const file = readModelFile(bytes, name, options.columns);
    const { PoolEngine } = await import('../pool/pool-engine');
    const engine = await PoolEngine.start(file, name, options);
    const { description } = file;
    const language = options.language ?? description.training.corpus.language ?? 'en';
    const tokenizers = new ModelTokenizers(file, name, options.kernels);
    return new Tagger(description, language, engine, new Lexicon(file.lexicon), tokenizers);
  }

  /**
   * Cuts a text into sentences and words, and tags them.
   *
   * @throws SettingsError if the language is not a language tag
   */
  async tag(text: string, options: TagOptions = {}): Promise<TaggedToken<Column>[]> {
    requireString('text', text, Array.isArray(text) ? 'words go to tagTokens' : undefined);
    checkOptions(options, tagRules);
    if (options.rules) return collect(this.tagStream(text, options));
    const tokens = await this.#uses.run(() => this.engine.tagText(text, this.#readOptions(options)));
    return tokens as TaggedToken<Column>[];
  }

  /**
   * Tags a text as `tag` does, and gives its tokens as JSON: the items of an array, scores with four digits. A pool writes it on its
   * workers, so that an answer of many tokens costs the thread of a server little.
   *
   * @throws SettingsError if the language is not a language tag
   */
  async tagJson(text: string, options: Omit<TagOptions, 'rules'> = {}): Promise<WrittenTokens> {
    requireString('text', text, Array.isArray(text) ? 'words go to tagTokens' : undefined);
    checkOptions(options, jsonRules);
    return this.#uses.run(() => this.engine.writeText(text, this.#readOptions(options)));
  }

  #readOptions({ language = this.language, topK, signal }: TagOptions) {
    return { language, topK, signal };
  }

  /** Tags the words of one sentence. */
  async tagTokens(words: readonly string[], options: TagOptions = {}): Promise<TaggedWord<Column>[]> {
    const own = readWords(() => 'words', words, typeof words === 'string' ? 'a text goes to tag' : undefined);
    checkOptions(options, tagRules);
    const retag = createRetagger<Column>(this.model, options.rules);
    const [tagged] = await this.#tag([own], options);
    return retag({ words: own }, tagged!);
  }

  /** Tags many sentences at once, which is faster than one by one. */
  async tagBatch(
    sentences: readonly (readonly string[])[],
    options: TagOptions = {},
  ): Promise<TaggedWord<Column>[][]> {
    const own = readSentences(sentences);
    checkOptions(options, tagRules);
    const retag = createRetagger<Column>(this.model, options.rules);
    return (await this.#tag(own, options)).map((tagged, index) => retag({ words: own[index]! }, tagged));
  }

  /** Tags a stream of sentences, as a corpus reader yields them. Memory does not grow with their number. */
  async *tagSentences(
    sentences: AsyncIterable<Sentence> | Iterable<Sentence>,
    options: TagOptions = {},
  ): AsyncGenerator<TaggedSentence<Column>> {
    const source = checkSentences(sentences);
    checkOptions(options, tagRules);
    this.#uses.require();
    const { groupWords } = this.engine;
    const retag = createRetagger<Column>(this.model, options.rules);
    const tag = (own: readonly (readonly string[])[]) => this.#tag(own, options);
    for await (const { sentence, found } of inGroups(source, { groupWords, signal: options.signal }, tag))
      yield { sentence, words: retag(sentence, found) };
  }

  /** Tags a stream of text, sentence by sentence, with offsets from its start. */
  async *tagStream(chunks: TextChunks, options: TagOptions = {}): AsyncGenerator<TaggedToken<Column>[]> {
    checkOptions(options, tagRules);
    let index = 0;
    const open = await this.createTokenizer(options.language);
    for await (const { sentence, words } of this.tagSentences(cutStream(chunks, open(false)), options))
      yield addPlaces(sentence, readTagged(words), index++);
  }

  /**
   * The entities of a text, or of the words of one sentence: what the tags of the model mark, such as names with `B-PER` and `I-PER`.
   * They are in the order of the text, and none overlaps another.
   *
   * @throws SettingsError if the tags of the model, or of the column, mark no spans
   */
  async entities(input: string | readonly string[], options: EntityOptions = {}): Promise<Entity<Label>[]> {
    const finder = this.#findEntities(options);
    if (typeof input !== 'string') return finder.inWords(readWords(() => 'text', input));
    options.signal?.throwIfAborted();
    const open = await this.createTokenizer(options.language);
    return finder.inText(input, open(false));
  }

  /** The entities of a stream of text, with offsets from its start, each once its sentence has ended. */
  async *entitiesStream(chunks: TextChunks, options: EntityOptions = {}): AsyncGenerator<Entity<Label>> {
    checkOptions(options, entityRules);
    const open = await this.createTokenizer(options.language);
    for await (const { entities } of this.entitiesOfSentences(cutStream(chunks, open(false)), options))
      yield* entities;
  }

  /** The entities of each sentence of a stream, as a corpus reader yields them. Memory does not grow with their number. */
  async *entitiesOfSentences(
    sentences: AsyncIterable<Sentence> | Iterable<Sentence>,
    options: EntityOptions = {},
  ): AsyncGenerator<SentenceEntities<Label>> {
    yield* this.#findEntities(options).inSentences(checkSentences(sentences));
  }

  /**
   * What cuts text into sentences and tokens: the model's own tokenizer for its language, if it has one, and otherwise the rules
   * of the language.
   *
   * @param language as a BCP 47 tag; by default the tagger's
   * @throws SettingsError if the language is not a language tag
   */
  async createTokenizer(language = this.language): Promise<CreateTextCutter> {
    this.#uses.require();
    return this.tokenizers.create(language);
  }

  /** The probability of each tag for each word: for a sentence of T words [T, K], in the order of `model.tags`. */
  async probabilities(
    sentences: readonly (readonly string[])[],
    options: Pick<TagOptions, 'signal'> = {},
  ): Promise<Float32Array[]> {
    return (await this.score(sentences, options)).map(({ probabilities }) => probabilities);
  }

  /** What the network says of each word, in the order of `model.tags`. */
  async score(
    sentences: readonly (readonly string[])[],
    options: Pick<TagOptions, 'signal'> = {},
  ): Promise<StepScores[]> {
    const own = readSentences(sentences);
    checkOptions(options, scoreRules);
    return this.#uses.run(() => this.engine.score(own, options));
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
    return this.#uses.release(async () => {
      await this.engine.release();
      await this.tokenizers.release();
    });
  }

  /** `release`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  #findEntities(options: EntityOptions): EntityFinder<Label> {
    checkOptions(options, entityRules);
    this.#uses.require();
    const { groupWords } = this.engine;
    const findSpans: TaggingEngine['findSpans'] = (...call) =>
      this.#uses.run(() => this.engine.findSpans(...call));
    return new EntityFinder(this.model, { groupWords, findSpans }, options);
  }

  async #tag(
    sentences: readonly (readonly string[])[],
    options: TagOptions,
  ): Promise<TaggedWord<Column>[][]> {
    const words = await this.#uses.run(() => this.engine.tagSentences(sentences, options));
    return words as TaggedWord<Column>[][];
  }
}
