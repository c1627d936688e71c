import type { Sentence } from '@tagger/core';
import {
  type Engine,
  InterruptedError,
  type PresetName,
  presets,
  type TrainingSession,
  train,
  WgslEngine,
} from '@tagger/trainer';
import { drawVectors } from './random-vectors';

/** What a step costs the host: kernels, and milliseconds to record and submit them. */
export interface RecordedSteps {
  readonly preset: PresetName;
  readonly kernels: number;
  readonly median: number;
  readonly least: number;
}

/** Steps that are recorded; the first quarter, in which kernels are compiled and buffers grow, does not count. */
const steps = 600;

/**
 * Trains for some steps on Dawn's null backend, which takes all commands and computes nothing: no card is needed.
 *
 * @throws DeviceError if the package `webgpu` is not installed
 */
export async function recordSteps(
  preset: PresetName,
  sentences: readonly Sentence[],
): Promise<RecordedSteps> {
  const times: number[] = [];
  const wgsl = await WgslEngine.create({ toggles: ['backend=null'] });
  const countKernels = watchDispatches();
  const engine: Engine = {
    name: wgsl.name,
    createSession: async (options) => timeSubmits(await wgsl.createSession(options), times),
  };
  const enough = new AbortController();
  await train({
    train: { name: 'train', sentences },
    engine,
    settings: { ...presets[preset], epochs: 1, averageEpochs: 0, batchSize: 16 },
    ...(preset !== 'report' && { vectors: drawVectors(sentences) }),
    signal: enough.signal,
    onEvent() {
      if (times.length >= steps) enough.abort();
    },
  }).catch((error) => {
    if (!(error instanceof InterruptedError)) throw error;
  });
  const kernels = countKernels() / times.length;
  const later = times.slice(steps / 4).sort((a, b) => a - b);
  return { preset, kernels, median: later[Math.floor(later.length / 2)]!, least: later[0]! };
}

function timeSubmits(session: TrainingSession, times: number[]): TrainingSession {
  const submit = session.submit!.bind(session);
  return Object.assign(session, {
    async submit(...args: Parameters<typeof submit>) {
      const start = performance.now();
      await submit(...args);
      times.push(performance.now() - start);
      // What was never computed is no loss.
      return { result: async () => ({ loss: 1, gradientNorm: 1 }) };
    },
  });
}

/** Counts the kernels that are recorded from now on. @returns what ends it, and gives their number */
function watchDispatches(): () => number {
  const prototype = GPUComputePassEncoder.prototype;
  const { dispatchWorkgroups } = prototype;
  let count = 0;
  prototype.dispatchWorkgroups = function (...args) {
    count++;
    return dispatchWorkgroups.apply(this, args);
  };
  return () => {
    prototype.dispatchWorkgroups = dispatchWorkgroups;
    return count;
  };
}
