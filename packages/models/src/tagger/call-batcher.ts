import type { BatchTags, TaggingNetwork, Wanted } from './tagging-network';
import { yieldTurn } from './turns';

/** Takes what the network says of a sentence of a call: that in row `row` of a batch. */
export type CollectSentence = (index: number, batch: BatchTags, row: number) => void;

/** Sentences that somebody waits for. */
export interface Call {
  readonly sentences: readonly (readonly string[])[];
  readonly wanted: Wanted;
  readonly signal?: AbortSignal | undefined;
  readonly collect: CollectSentence;
}

/** A call until its end. */
class WaitingCall {
  readonly words: number;
  /** What is left to run of a call that is run by itself, in parts; undefined before it begins. */
  parts: number[][] | undefined;
  isOver = false;
  readonly #abort: (() => void) | undefined;

  constructor(
    readonly call: Call,
    private readonly onEnd: () => void,
    private readonly onError: (reason: unknown) => void,
  ) {
    let words = 0;
    for (const { length } of call.sentences) words += length;
    this.words = words;
    const { signal } = call;
    if (!signal) return;
    this.#abort = () => this.reject(signal.reason);
    if (signal.aborted) this.#abort();
    else signal.addEventListener('abort', this.#abort);
  }

  resolve(): void {
    this.#end();
    this.onEnd();
  }

  reject(reason: unknown): void {
    this.#end();
    this.onError(reason);
  }

  #end(): void {
    this.isOver = true;
    if (this.#abort) this.call.signal!.removeEventListener('abort', this.#abort);
  }
}

/**
 * Puts calls that are made at the same time together, since a network is much faster with many sentences. Small calls of one
 * turn of the event loop, and those that come while the network runs, are run as one; parts of large ones take turns with them.
 */
export class CallBatcher {
  #waiting: WaitingCall[] = [];
  #running: Promise<void> | undefined;

  constructor(
    private readonly network: Pick<TaggingNetwork, 'groupWords' | 'plan' | 'run'> & {
      readonly runsAtOnce: number;
    },
  ) {}

  /**
   * Runs the sentences of a call. An error, such as of memory, is that of the call alone: what was run with it is run again
   * without it.
   */
  run(call: Call): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = new WaitingCall(call, resolve, reject);
      if (waiting.isOver) return;
      this.#waiting.push(waiting);
      this.#running ??= this.#runAll();
    });
  }

  /** Resolves once the network does not run any more. */
  async settle(): Promise<void> {
    await this.#running;
  }

  async #runAll(): Promise<void> {
    await yieldTurn();
    for (let calls = this.#take(); calls.length > 0; calls = this.#take()) await this.#runTogether(calls);
    this.#running = undefined;
  }

  /** The first call that waits, and if that is small all small ones for which there is room. */
  #take(): WaitingCall[] {
    const taken: WaitingCall[] = [];
    const left: WaitingCall[] = [];
    let room = this.network.groupWords;
    for (const waiting of this.#waiting) {
      if (waiting.isOver) continue;
      const first = taken[0] ?? waiting;
      const isAlike = waiting.call.wanted === first.call.wanted;
      const isTaken = waiting === first || (isAlike && waiting.words <= room);
      if (isTaken) room -= waiting.words;
      (isTaken ? taken : left).push(waiting);
    }
    this.#waiting = left;
    return taken;
  }

  async #runTogether(calls: readonly WaitingCall[]): Promise<void> {
    try {
      if (calls.length === 1) await this.#runPart(calls[0]!);
      else await this.#runJoined(calls);
    } catch (error) {
      if (calls.length === 1) calls[0]!.reject(error);
      else for (const call of calls) if (!call.isOver) await this.#runTogether([call]);
    }
  }

  /** Runs a part of a call, and lets others have their turn before the next. */
  async #runPart(waiting: WaitingCall): Promise<void> {
    const { sentences, wanted, collect } = waiting.call;
    waiting.parts ??= this.#plan(sentences);
    const { parts } = waiting;
    const isLast = () => waiting.isOver || this.#waiting.length > 0;
    await this.#runParts(parts, isLast, async (part) => {
      const batch = await this.network.run(
        part.map((index) => sentences[index]!),
        wanted,
      );
      if (!waiting.isOver) for (const [row, index] of part.entries()) collect(index, batch, row);
    });
    if (parts.length === 0) waiting.resolve();
    else this.#waiting.push(waiting);
  }

  /** Takes parts off a list and runs them, several at the same time if the network does that, each up to one that is the last. */
  async #runParts(
    parts: number[][],
    isLast: () => boolean,
    run: (part: number[]) => Promise<void>,
  ): Promise<void> {
    let hasFailed = false;
    const runSome = async () => {
      do {
        const part = parts.shift();
        if (part) await run(part);
      } while (parts.length > 0 && !hasFailed && !isLast());
    };
    const runs = Array.from({ length: this.network.runsAtOnce }, () =>
      runSome().catch((error) => {
        hasFailed = true;
        throw error;
      }),
    );
    const failure = (await Promise.allSettled(runs)).find(({ status }) => status === 'rejected');
    if (failure) throw (failure as PromiseRejectedResult).reason;
  }

  async #runJoined(calls: readonly WaitingCall[]): Promise<void> {
    const { wanted } = calls[0]!.call;
    const sentences: (readonly string[])[] = [];
    const owners: WaitingCall[] = [];
    const firsts: number[] = [];
    for (const waiting of calls) {
      const first = sentences.length;
      for (const words of waiting.call.sentences) {
        sentences.push(words);
        owners.push(waiting);
        firsts.push(first);
      }
    }
    const found: [BatchTags, number[]][] = [];
    const isLast = () => false;
    await this.#runParts(this.#plan(sentences), isLast, async (part) => {
      const own = part.map((at) => sentences[at]!);
      found.push([await this.network.run(own, wanted), part]);
    });
    for (const [batch, part] of found)
      for (let row = 0; row < part.length; row++) {
        const at = part[row]!;
        const { call, isOver } = owners[at]!;
        if (!isOver) call.collect(at - firsts[at]!, batch, row);
      }
    for (const waiting of calls) waiting.resolve();
  }

  /** Sentences that are run together, without parts where there is nothing to run. */
  #plan(sentences: readonly (readonly string[])[]): number[][] {
    const parts = this.network.plan(sentences.map(({ length }) => length));
    return parts.filter((part) => part.some((index) => sentences[index]!.length > 0));
  }
}
