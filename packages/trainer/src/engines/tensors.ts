import type { RuntimeTensor } from '@tagger/models';

export function float32(data: Float32Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'float32', data, dimensions };
}

export function int32(data: Int32Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'int32', data, dimensions };
}

export function int64(data: BigInt64Array, dimensions: readonly number[]): RuntimeTensor {
  return { type: 'int64', data, dimensions };
}

export function floats(results: Readonly<Record<string, RuntimeTensor>>, name: string): Float32Array {
  return results[name]!.data as Float32Array;
}

export function concatenate(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
