import type { Sentence } from '@tagger/core';
import {
  type Engine,
  InterruptedError,
  type PresetName,
  presets,
  type TrainingEvent,
  type TrainingSession,
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
  seconds: number,
): Promise<TrainingMeasure> {
  const clock = new EpochClock(sentences.reduce((sum, { words }) => sum + words.length, 0));
  const enough = new AbortController();
  const hostTimes: number[] = [];
  const timed: Engine = {
    name: engine.name,
    createSession: async (options) => timeSubmits(await engine.createSession(options), hostTimes),
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
  readonly #epochs: number[] = [];
  /** Milliseconds and tokens of the steps of this epoch, once for those that ended together. */
  #steps: { readonly at: number; readonly tokens: number }[] = [];
  readonly #begun = performance.now();
  #epochBegun = 0;

  constructor(private readonly tokens: number) {}

  get elapsed(): number {
    return performance.now() - this.#begun;
  }

  note(event: TrainingEvent): void {
    const at = performance.now();
    if (event.type === 'start') this.#epochBegun = at;
    if (event.type === 'step') {
      const last = this.#steps.at(-1);
      // A card tells of several steps at once.
      if (last && at - last.at < 0.5) this.#steps.pop();
      this.#steps.push({ at, tokens: event.epochTokens });
      if (event.batch === event.batches) this.#epochs.push(at - this.#epochBegun);
    }
    if (event.type === 'epoch') {
      this.#epochBegun = performance.now();
      this.#steps = [];
    }
  }

  get rate(): Pick<TrainingMeasure, 'tokensPerSecond' | 'isWholeEpoch'> {
    const later = this.#epochs.slice(1);
    if (later.length > 0)
      return { tokensPerSecond: (1000 * this.tokens) / Math.min(...later), isWholeEpoch: true };
    const [first, last] = [this.#steps[0], this.#steps.at(-1)];
    const milliseconds = first && last ? last.at - first.at : 0;
    if (milliseconds > 0)
      return {
        tokensPerSecond: (1000 * (last!.tokens - first!.tokens)) / milliseconds,
        isWholeEpoch: false,
      };
    if (this.#epochs.length > 0)
      return { tokensPerSecond: (1000 * this.tokens) / this.#epochs[0]!, isWholeEpoch: true };
    throw new Error('the time did not suffice for two steps');
  }
}

function timeSubmits(session: TrainingSession, times: number[]): TrainingSession {
  const submit = session.submit?.bind(session);
  if (!submit) return session;
  return Object.assign(session, {
    async submit(...args: Parameters<typeof submit>) {
      const start = performance.now();
      const submitted = await submit(...args);
      times.push(performance.now() - start);
      return submitted;
    },
  });
}
