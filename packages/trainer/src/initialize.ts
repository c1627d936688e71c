import { createRandom } from '@tagger/core';
import {
  type NetworkConfiguration,
  type NetworkParameters,
  parameterNames,
  parameterShapes,
} from '@tagger/models';

/**
 * Random parameters of a new network, uniform, each from a random stream of its own. Words start near zero and U wide
 * (He et al., Delving Deep into Rectifiers, 2015): the gradient of a word's vector comes through U, so that a wide U
 * lets the vectors of rare words move far in the few steps they have.
 */
export function initializeParameters(
  configuration: NetworkConfiguration,
  seed: number,
): NetworkParameters<Float32Array> {
  const shapes = parameterShapes(configuration);
  const recurrentRange = 1 / Math.sqrt(configuration.hiddenSize);
  const ranges: NetworkParameters<number> = {
    embedding: 0.1,
    inputWeight: Math.sqrt(6 / configuration.embeddingSize),
    recurrentWeight: recurrentRange,
    bias: recurrentRange,
    outputWeight: recurrentRange,
    outputBias: recurrentRange,
  };
  const values = parameterNames.map((name) => {
    const random = createRandom(seed, 'parameter', name);
    const length = shapes[name].reduce((product, size) => product * size, 1);
    return [name, Float32Array.from({ length }, () => random.uniform(-ranges[name], ranges[name]))];
  });
  return Object.fromEntries(values) as NetworkParameters<Float32Array>;
}
