import { createCell } from '../cells/create-cell';
import type { NetworkConfiguration } from '../network/configuration';
import { type HostTensor, hostTensor, hostZeros } from './host-tensor';
import { type LanePlan, mirrorLanes } from './lanes';

/*
 * Axes:  T time   B batch   K tags
 */

/**
 * What a network needs to know of sentences side by side beside their words: the state before the first step, where each step
 * stands from the end, and which steps there are.
 *
 * @param lengths of the sentences
 * @param plan where they stand
 */
export function describeSteps(
  configuration: NetworkConfiguration,
  lengths: Int32Array,
  plan: LanePlan,
): Record<string, HostTensor> {
  const { hiddenSize, tagCount, bidirectional, output } = configuration;
  const { lanes: B, time } = plan;
  const zeros = hostZeros([B, hiddenSize]);
  const states = createCell(configuration).stateNames.map((state) => [`initial.${state}`, zeros]);
  return {
    ...Object.fromEntries(states),
    ...(bidirectional && { mirror: hostTensor([time, B], mirrorLanes(lengths, plan)) }),
    ...(output === 'crf' && {
      'crf.mask': hostTensor([time, B, 1], markSteps(lengths, time)),
      'crf.boundary': hostTensor([B, tagCount + 1], markBoundary(B, tagCount)),
    }),
  };
}

function markSteps(lengths: Int32Array, time: number): Float32Array {
  const B = lengths.length;
  return Float32Array.from({ length: time * B }, (_, at) => (Math.floor(at / B) < lengths[at % B]! ? 1 : 0));
}

function markBoundary(size: number, tagCount: number): Float32Array {
  const S = tagCount + 1;
  return Float32Array.from({ length: size * S }, (_, at) => (at % S === tagCount ? 1 : 0));
}
