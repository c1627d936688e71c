import type { Sentence } from '@tagger/core';
import { type PresetName, WgslEngine } from '@tagger/trainer';
import { timeSubmits } from './time-submits';
import { trainPreset } from './train-preset';

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
  await trainPreset(preset, timeSubmits(wgsl, times, false), {
    sentences,
    size: { batchSize: 16 },
    isEnough: () => times.length >= steps,
  });
  const kernels = countKernels() / times.length;
  const later = times.slice(steps / 4).sort((a, b) => a - b);
  return { preset, kernels, median: later[Math.floor(later.length / 2)]!, least: later[0]! };
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
