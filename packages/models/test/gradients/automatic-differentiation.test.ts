import { describe, expect, it } from 'vitest';
import { relativeDifference } from '../../src/testing/values';
import { cells } from '../network-cases';
import { differentiate } from './automatic-differentiation';
import { computeExactly, createGradientCase } from './gradient-case';
import { quantitiesOf, valuesOfQuantity } from './quantities';

/**
 * Of the largest gradient. TensorFlow.js computes in float32, whose numbers are 1.2e-7 apart, and a gradient here goes
 * through some dozens of operations: 5e-7 is the largest difference seen. A term that is missing is beyond 1e-3.
 */
const tolerance = 1e-5;

describe.each(cells)('against automatic differentiation: $cell with output $cellOutput', (cell) => {
  const [sentences, step] = [false, true].map((oneStep) => {
    const gradientCase = createGradientCase(cell, { oneStep });
    return { actual: computeExactly(gradientCase), expected: differentiate(gradientCase.network) };
  });

  it('1.3 L', () => {
    expect(relativeDifference(sentences!.actual.loss!.data, sentences!.expected.loss!.data)).toBeLessThan(
      tolerance,
    );
  });

  for (const quantity of quantitiesOf(cell.cell)) {
    it(quantity.name, () => {
      const { actual, expected } = quantity.oneStep ? step! : sentences!;
      const [analytic, automatic] = [actual, expected].map(
        (gradients) => valuesOfQuantity(quantity, gradients[quantity.tensor]!).data,
      );
      expect(analytic!.length).toBe(automatic!.length);
      expect(relativeDifference(analytic!, automatic!)).toBeLessThan(tolerance);
    });
  }
});
