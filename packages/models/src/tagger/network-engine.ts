import { limits, TaggerError } from '@tagger/core';
import { ColumnLabels } from '../columns/column-labels';
import { listColumnNames } from '../columns/column-names';
import { listJointColumns } from '../columns/list-joint-columns';
import { WordReadings } from '../columns/word-readings';
import { DeviceError, ModelError } from '../errors';
import { type PartPlace, PartWriter, type WrittenPart, type WrittenTokens } from '../json/written-tokens';
import type { ModelDescription } from '../model-file/model-description';
import { createNetwork } from '../network/create-network';
import { firstLine } from '../runtime/first-line';
import type { ScoredSpan } from '../spans/scored-span';
import type { SpanDecoder } from '../spans/span-decoder';
import { prepareSpans } from '../spans/span-outputs';
import type { ModelTokenizers } from '../tokenizer/model-tokenizers';
import { CallBatcher } from './call-batcher';
import type { NetworkModel, TaggingNetworkFactory } from './network-factory';
import { readWord, type SentenceReader } from './sentence-reader';
import type { ScoreOptions, TaggedToken, TaggedWord, TagOptions, TagScore } from './tagged';
import type { TaggingEngine, TextOptions } from './tagging-engine';
import type { BatchTags, StepScores, TaggingNetwork, Wanted } from './tagging-network';
import { addPlaces, cutText } from './text-sentences';
import { Turns } from './turns';

/** Scores of the tags of all words of a sentence, at most; next to `limits.sentenceWords` it is a limit where there are thousands of tags: 1 GiB. */
const maximumSentenceScores = 2 ** 28;

/** What it costs to write a token as JSON, in the unit of `Turns`. */
const writingCost = 2e4;

/** What a `NetworkEngine` is made of. */
export interface EngineModel extends Pick<NetworkModel, 'weights' | 'lexicon' | 'fileName'> {
  readonly description: ModelDescription;
  readonly tokenizers: ModelTokenizers;
}

/** Tags by a network on this thread. */
export class NetworkEngine implements TaggingEngine {
  readonly #batcher: CallBatcher;
  readonly #labels: ColumnLabels;
  readonly #readings: WordReadings;

  /** @param name what runs the network, as people know it */
  private constructor(
    private readonly network: TaggingNetwork,
    private readonly spans: readonly SpanDecoder[],
    private readonly model: EngineModel,
    labels: ColumnLabels,
    readonly name: string,
  ) {
    this.#labels = labels;
    this.#readings = new WordReadings(labels);
    this.#batcher = new CallBatcher({
      groupWords: network.groupWords,
      runsAtOnce: network.runsAtOnce ?? 1,
      plan: (lengths) => network.plan(lengths),
      run: (sentences, wanted) => this.#runNetwork(sentences, wanted),
    });
  }

  /**
   * Makes the network of a model ready to run. Its conditional random fields keep to the schemes of their spans.
   *
   * @throws ModelError if it cannot be run
   * @throws DeviceError if the device is not available
   */
  static async create(networks: TaggingNetworkFactory, model: EngineModel): Promise<NetworkEngine> {
    const network = createNetwork(model.description.network);
    const { decoders, weights } = prepareSpans(model.description, network, model.weights);
    const { precision } = model.weights;
    const { lexicon, fileName } = model;
    const spanOutputs = decoders.map(({ index }) => index);
    const labels = new ColumnLabels(model.description);
    const { known } = labels;
    const { combinations } = model.description;
    const joint = listJointColumns(listColumnNames(model.description), combinations, spanOutputs);
    const own = { network, weights, precision, lexicon, known, joint, spanOutputs, fileName };
    return new NetworkEngine(await networks.create(own), decoders, model, labels, networks.name);
  }

  get groupWords(): number {
    return this.network.groupWords;
  }

  async tagText(text: string, options: TextOptions): Promise<TaggedToken[]> {
    const tokens: TaggedToken[] = [];
    await this.#visitSentences(text, options, new Turns(), (own) => {
      for (const token of own) tokens.push(token);
    });
    return tokens;
  }

  async writeText(text: string, options: TextOptions): Promise<WrittenTokens> {
    return this.writePart(text, options, { start: 0, isFirst: true });
  }

  /** Tags a part of a text, and writes its tokens as JSON. */
  async writePart(text: string, options: TextOptions, place: PartPlace): Promise<WrittenPart> {
    const writer = new PartWriter(place);
    const turns = new Turns();
    await this.#visitSentences(text, options, turns, (tokens) => {
      writer.add(tokens);
      return turns.spend(tokens.length * writingCost);
    });
    return writer.end();
  }

  /** Tags a text, sentence by sentence. @param visit takes the tokens of each, and gives what to wait for before the next one */
  async #visitSentences(
    text: string,
    { language, ...options }: TextOptions,
    turns: Turns,
    visit: (tokens: TaggedToken[]) => Promise<void> | void,
  ): Promise<void> {
    const { signal } = options;
    signal?.throwIfAborted();
    const open = await this.model.tokenizers.create(language);
    let number = 0;
    const { groupWords } = this;
    for await (const sentences of cutText(text, open(false), { turns, groupWords, signal })) {
      const first = number;
      number += sentences.length;
      const words = sentences.map((sentence) => sentence.words);
      const found = await this.#tag(words, options, (reader, index) =>
        addPlaces(sentences[index]!, reader, first + index),
      );
      for (const tokens of found) {
        const turn = visit(tokens);
        if (!turn) continue;
        await turn;
        signal?.throwIfAborted();
      }
    }
  }

  tagSentences(sentences: readonly (readonly string[])[], options: TagOptions): Promise<TaggedWord[][]> {
    return this.#tag(sentences, options, (reader, index) =>
      sentences[index]!.map((_, step) => readWord(reader, step)),
    );
  }

  /** Tags sentences. @param read makes of each what it is given as */
  async #tag<Word>(
    sentences: readonly (readonly string[])[],
    { topK, signal }: TagOptions,
    read: (reader: SentenceReader, index: number) => Word[],
  ): Promise<Word[][]> {
    this.#checkLengths(sentences);
    const result: Word[][] = sentences.map(() => []);
    await this.#batcher.run({
      sentences,
      wanted: topK === undefined ? 'tags' : 'scores',
      signal,
      collect: (index, batch, row) => {
        const reader = this.#openSentence(sentences[index]!, batch, batch.starts[row]!, topK);
        result[index] = read(reader, index);
      },
    });
    return result;
  }

  async findSpans(
    sentences: readonly (readonly string[])[],
    output: number,
    { signal }: ScoreOptions,
  ): Promise<ScoredSpan[][]> {
    this.#checkLengths(sentences);
    const decoder = this.spans.find(({ index }) => index === output)!;
    const result: ScoredSpan[][] = sentences.map(() => []);
    await this.#batcher.run({
      sentences,
      wanted: 'tags',
      signal,
      collect: (index, batch, row) => {
        const spans = decoder.read(batch, row, sentences[index]!.length);
        if (!spans) throw new ModelError(`${this.name} gives no emissions, by which spans are scored`);
        result[index] = spans;
      },
    });
    return result;
  }

  async score(sentences: readonly (readonly string[])[], { signal }: ScoreOptions): Promise<StepScores[]> {
    this.#checkLengths(sentences);
    const none = new Float32Array();
    const result: StepScores[] = sentences.map(() => ({
      probabilities: none,
      scores: none,
      tags: new Int32Array(),
    }));
    await this.#batcher.run({
      sentences,
      wanted: 'scores',
      signal,
      collect: (index, batch, row) => {
        result[index] = this.#takeSentence(batch, row, sentences[index]!);
      },
    });
    return result;
  }

  async release(): Promise<void> {
    await this.#batcher.settle();
    await this.network.release();
  }

  #checkLengths(sentences: readonly (readonly string[])[]): void {
    const limit = Math.min(
      limits.sentenceWords,
      Math.floor(maximumSentenceScores / this.#labels.names.length),
    );
    const tooLong = sentences.find((words) => words.length > limit);
    if (tooLong)
      throw new TaggerError(`a sentence of ${tooLong.length} words; the limit is ${limit}`, {
        hint: 'cut it into sentences',
      });
  }

  async #runNetwork(sentences: readonly (readonly string[])[], wanted: Wanted): Promise<BatchTags> {
    const batch = await this.network.run(sentences, wanted).catch((cause) => {
      if (TaggerError.isInstance(cause)) throw cause;
      throw new DeviceError(`${this.name} failed: ${firstLine(cause)}`, { cause });
    });
    if (batch.hasNaN)
      throw new ModelError('the weights are too large to compute with', {
        location: { file: this.model.fileName },
        hint: 'train it again, with a lower learning rate',
      });
    const lengths = sentences.map(({ length }) => length);
    for (const decoder of this.spans) decoder.constrain(batch, lengths);
    return batch;
  }

  /** @param start the place of the first word in the batch */
  #openSentence(
    words: readonly string[],
    batch: BatchTags,
    start: number,
    topK: number | undefined,
  ): SentenceReader {
    const { confidences, stride, all } = batch;
    const K = this.#labels.names.length;
    return {
      reading: (step) => this.#readings.find(words[step]!, batch, start + step * stride),
      score: (step) => confidences[start + step * stride]!,
      alternatives: (step) => {
        if (topK === undefined) return undefined;
        const at = (start + step * stride) * K;
        return this.#rank(words[step]!, all!.probabilities.subarray(at, at + K)).slice(0, topK);
      },
    };
  }

  #rank(word: string, row: Float32Array): TagScore[] {
    const order = [...row.keys()].sort((a, b) => row[b]! - row[a]!);
    return order.map((id) => {
      return { tag: this.#labels.nameFirst(word, this.#labels.names[id]!), score: row[id]! };
    });
  }

  /** Of a batch what belongs to one sentence [T, K]. */
  #takeSentence(batch: BatchTags, row: number, words: readonly string[]): StepScores {
    const { all, starts, stride } = batch;
    const { length } = words;
    const K = this.#labels.names.length;
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
    const [first] = this.spans;
    const spans = first?.index === 0 ? first.read(batch, row, length) : undefined;
    const labels = this.#labels.isPlain
      ? undefined
      : this.#labels.readSentence(words, batch, starts[row]!, stride);
    return {
      probabilities: own,
      tags: Int32Array.from(words, (_, step) => batch.tags[starts[row]! + step * stride]!),
      scores: scores === probabilities ? own : take(scores),
      ...(spans && { spans }),
      ...(labels && { labels }),
    };
  }
}
