/** Numbers in the host's memory, row-major. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export function hostTensor(shape: readonly number[], data: Float32Array | Int32Array): HostTensor {
  return { shape, data };
}

/** Zeros of this shape. */
export function hostZeros(shape: readonly number[]): HostTensor {
  return { shape, data: new Float32Array(shape.reduce((product, size) => product * size, 1)) };
}
