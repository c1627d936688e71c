import { createRandom } from '@tagger/core';
import { type NetworkConfiguration, type Parameters, parameterNames, parameterShapes } from '@tagger/models';

/** Random parameters of a new network; each parameter has a random stream of its own. */
export function initializeParameters(
  configuration: NetworkConfiguration,
  seed: number,
): Parameters<Float32Array> {
  const shapes = parameterShapes(configuration);
  const weightRange = 1 / Math.sqrt(configuration.hiddenSize);
  const ranges: Parameters<number> = {
    embedding: 0.1,
    inputWeight: weightRange,
    recurrentWeight: weightRange,
    bias: weightRange,
    outputWeight: weightRange,
    outputBias: weightRange,
  };
  const values = parameterNames.map((name) => {
    const random = createRandom(seed, 'parameter', name);
    const length = shapes[name].reduce((product, size) => product * size, 1);
    return [name, Float32Array.from({ length }, () => random.uniform(-ranges[name], ranges[name]))];
  });
  return Object.fromEntries(values) as Parameters<Float32Array>;
}
