import { createRandom } from '@tagger/core/internal';
import type { Named, Network } from '@tagger/models/internal';

/** Random parameters of a new network, each uniform in its range and from a random stream of its own. */
export function initializeParameters(
  { parameters }: Pick<Network, 'parameters'>,
  seed: number,
): Record<string, Float32Array> {
  const values = parameters.map(({ name, shape, range }) => {
    const random = createRandom(seed, 'parameter', name);
    const length = shape.reduce((product, size) => product * size, 1);
    return [name, Float32Array.from({ length }, () => random.uniform(-range, range))];
  });
  return Object.fromEntries(values) satisfies Named<Float32Array>;
}
