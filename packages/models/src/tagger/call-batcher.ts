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

interface WaitingCall extends Call {
  readonly words: number;
  /** What is left to run of a call that is run by itself, in parts; undefined before it begins. */
  parts?: number[][] | undefined;
  isOver: boolean;
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * Puts calls that are made at the same time together, since a network is much faster with many sentences. Small calls of one
 * turn of the event loop, and those that come while the network runs, are run as one; parts of large ones take turns with them.
 */
export class CallBatcher {
  #waiting: WaitingCall[] = [];
  #running: Promise<void> | undefined;

  constructor(private readonly network: Pick<TaggingNetwork, 'groupWords' | 'plan' | 'run'>) {}

  /**
   * Runs the sentences of a call. An error, such as of memory, is that of the call alone: what was run with it is run again
   * without it.
   */
  run(call: Call): Promise<void> {
    const { sentences, signal } = call;
    const words = sentences.reduce((sum, { length }) => sum + length, 0);
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => () => {
        waiting.isOver = true;
        signal?.removeEventListener('abort', abort);
        finish();
      };
      const waiting: WaitingCall = {
        ...call,
        words,
        isOver: false,
        resolve: end(resolve),
        reject: (reason) => end(() => reject(reason))(),
      };
      const abort = () => waiting.reject(signal!.reason);
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort);
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
    for (const call of this.#waiting) {
      if (call.isOver) continue;
      const first = taken[0] ?? call;
      const isTaken = call === first || (call.wanted === first.wanted && call.words <= room);
      if (isTaken) room -= call.words;
      (isTaken ? taken : left).push(call);
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
  async #runPart(call: WaitingCall): Promise<void> {
    call.parts ??= this.#plan(call.sentences);
    const part = call.parts.shift();
    if (part) {
      const batch = await this.network.run(
        part.map((index) => call.sentences[index]!),
        call.wanted,
      );
      if (!call.isOver) for (const [row, index] of part.entries()) call.collect(index, batch, row);
    }
    if (call.parts.length === 0) call.resolve();
    else this.#waiting.push(call);
  }

  async #runJoined(calls: readonly WaitingCall[]): Promise<void> {
    const owners = calls.flatMap((call) => call.sentences.map((words, index) => ({ call, words, index })));
    const found: [BatchTags, number[]][] = [];
    for (const part of this.#plan(owners.map(({ words }) => words)))
      found.push([
        await this.network.run(
          part.map((at) => owners[at]!.words),
          calls[0]!.wanted,
        ),
        part,
      ]);
    for (const [batch, part] of found)
      for (const [row, at] of part.entries()) {
        const { call, index } = owners[at]!;
        if (!call.isOver) call.collect(index, batch, row);
      }
    for (const call of calls) call.resolve();
  }

  /** Sentences that are run together, without parts where there is nothing to run. */
  #plan(sentences: readonly (readonly string[])[]): number[][] {
    const parts = this.network.plan(sentences.map(({ length }) => length));
    return parts.filter((part) => part.some((index) => sentences[index]!.length > 0));
  }
}
