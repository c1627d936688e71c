import { joinParts, type WrittenTokens } from '../json/written-tokens';
import type { ReadModelFile } from '../model-file/decode-model-file';
import type { TensorProto } from '../onnx/model-proto';
import type { ScoredSpan } from '../spans/scored-span';
import type { ScoreOptions, TaggedToken, TaggedWord, TagOptions } from '../tagger/tagged';
import type { TaggingEngine, TextOptions } from '../tagger/tagging-engine';
import type { StepScores } from '../tagger/tagging-network';
import { Turns, yieldTurn } from '../tagger/turns';
import { connect, type WorkerLike } from './connection';
import { cutParagraphs } from './cut-text';
import { Lanes } from './lanes';
import type { PoolCalls, SharedModel } from './messages';
import { unpackTags, unpackTokens } from './pack-tags';
import type { PoolOptions } from './pool-options';
import { PoolThread } from './pool-thread';
import { createWorker, defaultWorkers } from './threads';

/** Words of a stream for each worker that are worth being read before they are tagged. */
const groupWords = 4096;
/** Words of a part of many sentences, at least. */
const partWords = 1024;
/** UTF-16 units that cost about as much as a word: only the balance between workers depends on it. */
const unitsOfWord = 5;

/** Words of a call that is given to workers only where no other of its kind is. */
const longWords = 2048;
/** Words of short calls of one turn that one worker gets, as they are sent and computed together. */
const batchWords = 256;

/** The place of a worker. */
interface Slot {
  thread: Promise<PoolThread> | undefined;
  /** Words that it has been given and not tagged yet. */
  load: number;
}

interface CallOptions {
  readonly words: number;
  readonly signal: AbortSignal | undefined;
  /** The same for all parts of a call. */
  readonly owner: object;
}

/** Tags on other threads. Long texts and many sentences are divided among them. */
export class PoolEngine implements TaggingEngine {
  readonly groupWords: number;
  /** What runs the model, as people know it. */
  name = '';
  readonly #slots: readonly Slot[];
  readonly #model: SharedModel;
  readonly #create: PoolOptions['worker'];
  readonly #lowPriority: boolean;
  readonly #lanes: Lanes;
  /** What the short calls of this turn of the event loop go to. */
  #batch: { readonly slot: Slot; words: number } | undefined;
  #isReleased = false;

  private constructor(model: SharedModel, options: PoolOptions) {
    this.#model = model;
    const { workers = defaultWorkers(), worker, lowPriority = false } = options;
    this.#create = worker;
    this.#lowPriority = lowPriority;
    this.#slots = Array.from({ length: workers }, () => ({ thread: undefined, load: 0 }));
    this.#lanes = new Lanes(workers);
    this.groupWords = groupWords * workers;
  }

  /**
   * Starts the workers.
   *
   * @throws DeviceError if there are none here, or one cannot be started
   */
  static async start(
    { description, weights }: ReadModelFile,
    fileName: string,
    options: PoolOptions,
  ): Promise<PoolEngine> {
    const tensors = shareTensors([...weights.initializers.values()]);
    const model = { description, tensors, fileName, kernels: options.kernels };
    const engine = new PoolEngine(model, options);
    try {
      const threads = await Promise.all(engine.#slots.map((slot) => engine.#start(slot)));
      engine.name = `${threads[0]!.runtimeName} on ${threads.length} ${threads.length === 1 ? 'thread' : 'threads'}`;
    } catch (error) {
      await engine.release();
      throw error;
    }
    return engine;
  }

  async tagText(text: string, { language, topK, signal }: TextOptions): Promise<TaggedToken[]> {
    const parts = cutParagraphs(text);
    const owner = {};
    const answers = parts.map((part) => {
      const words = part.text.length / unitsOfWord;
      return this.#call('text', { text: part.text, language, topK }, { words, signal, owner });
    });
    await Promise.all(answers);
    const tokens: TaggedToken[] = [];
    const turns = new Turns();
    const { tags: names } = this.#model.description;
    for (const [index, { start }] of parts.entries())
      await unpackTokens(await answers[index]!, { text, start, names, signal }, tokens, turns);
    return tokens;
  }

  async writeText(text: string, { language, topK, signal }: TextOptions): Promise<WrittenTokens> {
    const owner = {};
    const call = (length: number) => ({ words: length / unitsOfWord, signal, owner });
    const parts = cutParagraphs(text).map(async (part, index) => {
      const { length } = part.text;
      const request = { language, topK, isFirst: index === 0, ...part };
      return { length, ...(await this.#call('json', request, call(length))) };
    });
    let before = 0;
    const numbered = (await Promise.all(parts)).map(async ({ pieces, count, sentences, length }, index) => {
      const request = { pieces, before };
      before += sentences;
      return index === 0
        ? { pieces, count }
        : { count, ...(await this.#call('number', request, call(length))) };
    });
    return joinParts(await Promise.all(numbered));
  }

  async tagSentences(
    sentences: readonly (readonly string[])[],
    { topK, signal }: TagOptions,
  ): Promise<TaggedWord[][]> {
    const { tags: names } = this.#model.description;
    const parts = this.#divide(sentences).map(async ({ own, ...part }) =>
      unpackTags(await this.#call('sentences', { sentences: own, topK }, { signal, ...part }), own, names),
    );
    return (await Promise.all(parts)).flat();
  }

  async findSpans(
    sentences: readonly (readonly string[])[],
    output: number,
    { signal }: ScoreOptions,
  ): Promise<ScoredSpan[][]> {
    const parts = this.#divide(sentences).map(({ own, ...part }) =>
      this.#call('spans', { sentences: own, output }, { signal, ...part }),
    );
    return (await Promise.all(parts)).flat();
  }

  async score(sentences: readonly (readonly string[])[], { signal }: ScoreOptions): Promise<StepScores[]> {
    const parts = this.#divide(sentences).map(({ own, ...part }) =>
      this.#call('score', { sentences: own }, { signal, ...part }),
    );
    return (await Promise.all(parts)).flat();
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    const threads = await Promise.allSettled(this.#slots.map(({ thread }) => thread));
    await Promise.all(threads.map((each) => (each.status === 'fulfilled' ? each.value?.end() : undefined)));
  }

  /** Has a call made by a worker: a short one at once, a long one where no other long one is. */
  async #call<Kind extends keyof PoolCalls>(
    kind: Kind,
    request: PoolCalls[Kind]['request'],
    { words, signal, owner }: CallOptions,
  ): Promise<PoolCalls[Kind]['answer']> {
    const isShort = words <= longWords;
    const callOn = async (slot: Slot) => {
      slot.load += words + 1;
      try {
        const thread = await (slot.thread ?? this.#start(slot));
        return await thread.call(kind, request, { signal, isShort });
      } finally {
        slot.load -= words + 1;
      }
    };
    if (isShort) return callOn(this.#chooseSlot(words));
    return this.#lanes.use(owner, signal, (lane) => callOn(this.#slots[lane]!));
  }

  /** The worker of the short calls of this turn while there are few, and otherwise the one that has least to do. */
  #chooseSlot(words: number): Slot {
    if (!this.#batch || this.#batch.words + words > batchWords) {
      const slot = this.#slots.reduce((best, each) => (each.load < best.load ? each : best));
      const batch = { slot, words: 0 };
      this.#batch = batch;
      void yieldTurn().then(() => {
        if (this.#batch === batch) this.#batch = undefined;
      });
    }
    this.#batch.words += words;
    return this.#batch.slot;
  }

  #start(slot: Slot): Promise<PoolThread> {
    const onDeath = () => {
      slot.thread = undefined;
      // Whether the next one can be started is seen by who calls it.
      if (!this.#isReleased) this.#start(slot).catch(() => {});
    };
    const [model, lowPriority] = [this.#model, this.#lowPriority];
    const thread = (async () => {
      const worker = (await (this.#create?.() ?? createWorker())) as WorkerLike;
      return PoolThread.start(connect(worker), { model, lowPriority, onDeath });
    })();
    slot.thread = thread;
    thread.catch(() => {
      if (slot.thread === thread) slot.thread = undefined;
    });
    return thread;
  }

  /** Sentences in parts for the workers, in their order. */
  #divide(sentences: readonly (readonly string[])[]) {
    const total = sentences.reduce((sum, { length }) => sum + length, 0);
    const limit = Math.max(partWords, total / this.#slots.length);
    const owner = {};
    const parts: { own: (readonly string[])[]; words: number; owner: object }[] = [];
    for (const words of sentences) {
      if (!parts.length || parts.at(-1)!.words >= limit) parts.push({ own: [], words: 0, owner });
      const part = parts.at(-1)!;
      part.own.push(words);
      part.words += words.length;
    }
    return parts;
  }
}

/** The weights in memory that workers share, if there is such memory here; otherwise each gets a copy. */
function shareTensors(tensors: readonly TensorProto[]): TensorProto[] {
  if (typeof SharedArrayBuffer === 'undefined') return [...tensors];
  return tensors.map((tensor) => {
    const { data } = tensor;
    const shared = new Uint8Array(new SharedArrayBuffer(data.byteLength));
    shared.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    const Values = data.constructor as new (buffer: SharedArrayBuffer) => TensorProto['data'];
    return { ...tensor, data: new Values(shared.buffer) };
  });
}
