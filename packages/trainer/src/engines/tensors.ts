import type { RuntimeTensor } from '@tagger/models/runtime';

export function float32(data: Float32Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'float32', data, dimensions };
}

export function int64(data: BigInt64Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'int64', data, dimensions };
}

export function floats(results: Readonly<Record<string, RuntimeTensor>>, name: string): Float32Array {
  return results[name]!.data as Float32Array;
}
