import type { Random } from '@tagger/core/internal';
import { expect } from 'vitest';

/** Numbers with a shape, row-major: what tests and interpreters of `Ops` hand each other. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** Numbers as one writes them down: a scalar, a vector, or anything with its shape. */
export type Numbers = number | readonly number[] | Values;

export function tensor(shape: readonly number[], data: readonly number[]): Values {
  return { shape, data };
}

export function toValues(numbers: Numbers): Values {
  if (typeof numbers === 'number') return tensor([], [numbers]);
  return 'shape' in numbers ? numbers : tensor([numbers.length], numbers);
}

export function randomValues(random: Random, shape: readonly number[], range = 1): Values {
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Array.from({ length }, () => random.uniform(-range, range)) };
}

/** The largest difference, in units of the largest expected value. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const difference = Array.from(actual, (value, index) => Math.abs(value - expected[index]!));
  return largest(difference) / (largest(expected) || 1);
}

/** Same shape, and each value within `tolerance` of the expected one, or of it relatively where that is above 1. */
export function expectValues(actual: Values, expected: Values, tolerance: number): void {
  expect(actual.shape).toEqual(expected.shape);
  const errors = Array.from(expected.data, (value, index) => {
    const error = Math.abs(actual.data[index]! - value) / Math.max(1, Math.abs(value));
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  });
  const [worst] = [...errors.keys()].sort((a, b) => errors[b]! - errors[a]!);
  if (worst === undefined || errors[worst]! <= tolerance) return;
  expect.fail(`value ${worst} is ${actual.data[worst]}, not ${expected.data[worst]}`);
}

function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
