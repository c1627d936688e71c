import type { NetworkParameters } from '@tagger/models';

export function copyParameters(parameters: NetworkParameters<Float32Array>): NetworkParameters<Float32Array> {
  const entries = Object.entries(parameters).map(([name, values]) => [name, values.slice()]);
  return Object.fromEntries(entries) as NetworkParameters<Float32Array>;
}
