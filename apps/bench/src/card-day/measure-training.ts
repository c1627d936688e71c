import type { Sentence } from '@tagger/core';
import {
  type Engine,
  InterruptedError,
  type PresetName,
  presets,
  type TrainingEvent,
  type TrainingSession,
  type TrainingSessionOptions,
  train,
} from '@tagger/trainer';
import { drawVectors } from '../gpu/random-vectors';

/** The size of batches: in sentences, or in words with padding. */
export type BatchSize = { readonly batchSize: number } | { readonly batchTokens: number };

export interface TrainingMeasure {
  readonly tokensPerSecond: number;
  /** Of what the rate was measured: an epoch after the first one where the time sufficed. */
  readonly isWholeEpoch: boolean;
  /** Milliseconds in which the host is busy with a step. */
  readonly hostMilliseconds: number;
}

/** Trains for some time, and tells how fast. In the first epoch, kernels are compiled and buffers grow: the fastest of the others counts. */
export async function measureTraining(
  engine: Engine,
  preset: PresetName,
  size: BatchSize,
  sentences: readonly Sentence[],
  { seconds, isComputed = true }: { readonly seconds: number; readonly isComputed?: boolean },
): Promise<TrainingMeasure> {
  const clock = new EpochClock(sentences.reduce((sum, { words }) => sum + words.length, 0));
  const enough = new AbortController();
  const hostTimes: number[] = [];
  const timed: Engine = {
    name: engine.name,
    createSession: async (options) =>
      timeSubmits(await engine.createSession(options), options, hostTimes, isComputed),
  };
  const batches = 'batchTokens' in size ? { batchSize: 65_536, ...size } : size;
  await train({
    train: { name: 'train', sentences },
    engine: timed,
    settings: { ...presets[preset], epochs: 1000, averageEpochs: 0, ...batches },
    ...(preset !== 'report' && { vectors: drawVectors(sentences) }),
    signal: enough.signal,
    onEvent(event) {
      clock.note(event);
      if (clock.elapsed > 1000 * seconds) enough.abort();
    },
  }).catch((error) => {
    if (!(error instanceof InterruptedError)) throw error;
  });
  const sorted = hostTimes.sort((a, b) => a - b);
  return { ...clock.rate, hostMilliseconds: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN };
}

/** Times epochs by the events of a training. */
class EpochClock {
  /** Milliseconds of each whole epoch. */
  readonly #epochs: number[] = [];
  #begun = Number.POSITIVE_INFINITY;
  #epochBegun = 0;
  /** Of the last step of this epoch that ended. */
  #last = { at: 0, tokens: 0 };

  constructor(private readonly tokens: number) {}

  /** Milliseconds since the first step was begun. */
  get elapsed(): number {
    return performance.now() - this.#begun;
  }

  note(event: TrainingEvent): void {
    const at = performance.now();
    if (event.type === 'start') {
      this.#begun = at;
      this.#epochBegun = at;
    }
    if (event.type === 'step') {
      this.#last = { at, tokens: event.epochTokens };
      if (event.batch === event.batches) this.#epochs.push(at - this.#epochBegun);
    }
    if (event.type === 'epoch') this.#epochBegun = performance.now();
  }

  get rate(): Pick<TrainingMeasure, 'tokensPerSecond' | 'isWholeEpoch'> {
    const [first, ...later] = this.#epochs;
    if (first !== undefined) {
      const fastest = Math.min(...(later.length > 0 ? later : [first]));
      return { tokensPerSecond: (1000 * this.tokens) / fastest, isWholeEpoch: true };
    }
    const { at, tokens } = this.#last;
    if (tokens === 0) throw new Error('the time did not suffice for a step');
    return { tokensPerSecond: (1000 * tokens) / (at - this.#epochBegun), isWholeEpoch: false };
  }
}

/** Notes the milliseconds of each step on the host. @param isComputed whether the engine computes anything: Dawn's null backend does not */
function timeSubmits(
  session: TrainingSession,
  { parameters }: TrainingSessionOptions,
  times: number[],
  isComputed: boolean,
): TrainingSession {
  const submit = session.submit?.bind(session);
  if (!submit) return session;
  return Object.assign(session, {
    async submit(...args: Parameters<typeof submit>) {
      const start = performance.now();
      const submitted = await submit(...args);
      times.push(performance.now() - start);
      return isComputed ? submitted : { result: async () => ({ loss: 1, gradientNorm: 1 }) };
    },
    ...(!isComputed && { readParameters: async () => parameters }),
  });
}
