import type { Tensor } from '@tensorflow/tfjs-core';
import type { OpsRunner } from '../../models/src/testing/ops/ops-runner';
import type { Values } from '../../models/src/testing/values';
import { type Tfjs, TfjsOps } from '../src/engines/tfjs/tfjs-ops';

/** Computes on a backend of TensorFlow.js, and expects that no tensor stays. */
export async function createTfjsRunner(tf: Tfjs, backend: string): Promise<OpsRunner> {
  if (!(await tf.setBackend(backend))) throw new Error(`backend ${backend} does not work here`);
  return {
    async run(compute, inputs, positions = {}) {
      await tf.setBackend(backend);
      const before = tf.memory().numTensors;
      const results = tf.tidy(() => {
        const toTensor = (type: 'float32' | 'int32') => (values: Values) =>
          tf.tensor(Array.from(values.data), [...values.shape], type);
        const tensors = {
          ...mapValues(inputs, toTensor('float32')),
          ...mapValues(positions, toTensor('int32')),
        };
        return { ...compute<Tensor>(new TfjsOps(tf), tensors) };
      });
      const read = await Promise.all(
        Object.entries(results).map(async ([name, tensor]) => {
          const data = await tensor.data();
          tensor.dispose();
          return [name, { shape: tensor.shape, data: Float32Array.from(data) }] as const;
        }),
      );
      const left = tf.memory().numTensors - before;
      if (left !== 0) throw new Error(`${left} tensors are left`);
      return Object.fromEntries(read);
    },
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
