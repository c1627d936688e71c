import { type HostTensor, hostTensor } from '@tagger/models';
import type { PreparedBatch } from '../batches/prepare-batch';

/** Tensors that have a step for each of the batch. */
const sequences = ['positions', 'mirror', 'crf.mask', 'tags', 'weight'];

/** The batch with more padding, up to so many steps. Of it nothing but the tensors is changed. */
export function fillSteps(prepared: PreparedBatch, steps: number): PreparedBatch {
  const { size, time } = prepared.batch;
  const fill = (tensors: Readonly<Record<string, HostTensor>>) => {
    const filled = Object.entries(tensors).map(([name, tensor]) => [
      name,
      sequences.includes(name) ? fillTensor(name, tensor) : tensor,
    ]);
    return Object.fromEntries(filled) as Record<string, HostTensor>;
  };
  const fillTensor = (name: string, { shape, data }: HostTensor): HostTensor => {
    const length = steps * size;
    const longer = data instanceof Float32Array ? new Float32Array(length) : new Int32Array(length);
    longer.set(data);
    // Padding is its own mirror image.
    if (name === 'mirror') for (let at = time * size; at < length; at++) longer[at] = at;
    return hostTensor([steps, ...shape.slice(1)], longer);
  };
  return { ...prepared, inputs: fill(prepared.inputs), target: fill(prepared.target) };
}
