import type { RuntimeTensor } from '../runtime/runtime';

/** Numbers in the host's memory, row-major. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export function hostTensor<Data extends Float32Array | Int32Array>(shape: readonly number[], data: Data) {
  return { shape, data };
}

export function toRuntimeTensor({ shape, data }: HostTensor): RuntimeTensor {
  return { type: data instanceof Float32Array ? 'float32' : 'int32', data, dimensions: shape };
}
