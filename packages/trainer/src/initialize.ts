import { createRandom } from '@tagger/core';
import { type NetworkConfiguration, type NetworkParameters, parameterShapes } from '@tagger/models';

/**
 * Random parameters of a new network, uniform, each from a random stream of its own. Words start near zero and U wide
 * (He et al., Delving Deep into Rectifiers, 2015): the gradient of a word's vector comes through U, so that a wide U
 * lets the vectors of rare words move far in the few steps they have.
 */
export function initializeParameters(
  configuration: NetworkConfiguration,
  seed: number,
): NetworkParameters<Float32Array> {
  const values = Object.entries(parameterShapes(configuration)).map(([name, shape]) => {
    const random = createRandom(seed, 'parameter', name);
    const range = rangeOf(name, shape, configuration);
    const length = shape.reduce((product, size) => product * size, 1);
    return [name, Float32Array.from({ length }, () => random.uniform(-range, range))];
  });
  return Object.fromEntries(values) as NetworkParameters<Float32Array>;
}

const tables = ['embedding', 'features', 'vectors', 'characters.embedding', 'transitions'];

function rangeOf(
  name: string,
  shape: readonly number[],
  { hiddenSize, characters }: NetworkConfiguration,
): number {
  if (tables.includes(name)) return 0.1;
  if (name.includes('inputWeight')) return Math.sqrt(6 / shape[1]!);
  return 1 / Math.sqrt(name.startsWith('characters') ? characters!.hiddenSize : hiddenSize);
}
