import type { Sentence } from '@tagger/core';
import type { Engine, PresetName, TrainingEvent } from '@tagger/trainer';
import { timeSubmits } from '../gpu/time-submits';
import { type BatchSize, trainPreset } from '../gpu/train-preset';

export interface TrainingMeasure {
  readonly tokensPerSecond: number;
  /** Of what the rate was measured: an epoch after the first one where the time sufficed. */
  readonly isWholeEpoch: boolean;
  /** Milliseconds in which the host lays out, records and submits a step; absent where it computes the step itself. */
  readonly hostMilliseconds?: number | undefined;
}

export interface TrainingTask {
  readonly sentences: readonly Sentence[];
  readonly size: BatchSize;
  /** Of the training, at least. */
  readonly seconds: number;
  readonly isComputed: boolean;
}

/** Trains for some time, and tells how fast. In the first epoch, kernels are compiled and buffers grow: the fastest of the others counts. */
export async function measureTraining(
  preset: PresetName,
  engine: Engine,
  { sentences, size, seconds, isComputed }: TrainingTask,
): Promise<TrainingMeasure> {
  const clock = new EpochClock(sentences.reduce((sum, { words }) => sum + words.length, 0));
  const hostTimes: number[] = [];
  await trainPreset(preset, timeSubmits(engine, hostTimes, isComputed), {
    sentences,
    size,
    isEnough(event) {
      clock.note(event);
      return clock.elapsed > 1000 * seconds;
    },
  });
  const sorted = hostTimes.sort((a, b) => a - b);
  return { ...clock.rate, hostMilliseconds: sorted[Math.floor(sorted.length / 2)] };
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
