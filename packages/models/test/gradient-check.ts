import { type Float64Tensor, float64Tensor } from '../src/ops/float64-ops';

export type NamedTensors = Readonly<Record<string, Float64Tensor>>;

export interface GradientCheck {
  /** |numeric − analytic|, in units of the larger of both, or of a thousandth of the tensor's largest gradient. */
  readonly error: number;
  /** Where that is, and what stands there. */
  readonly index: number;
  readonly analytic: number;
  readonly numeric: number;
}

/** Near the best for float64: the truncation error, about step⁴, is then below the rounding error, 2⁻⁵² / step. */
const step = 1e-3;

/**
 * Central differences of the loss, at every value of every tensor:
 * ∂L/∂θ ≈ (8 (L(θ + s) − L(θ − s)) − (L(θ + 2s) − L(θ − 2s))) / 12 s, whose error falls with s⁴ (Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 1964, 25.3.6).
 */
export function computeDifferences<Tensors extends NamedTensors>(
  computeLoss: (tensors: Tensors) => number,
  tensors: Tensors,
): Record<keyof Tensors, Float64Array> {
  const differences = Object.entries(tensors).map(([name, { shape, data }]) => {
    const lossAt = (index: number, offset: number) => {
      const moved = data.slice();
      moved[index]! += offset;
      return computeLoss({ ...tensors, [name]: float64Tensor(shape, moved) });
    };
    const numeric = data.map((_, index) => {
      const difference = (offset: number) => lossAt(index, offset) - lossAt(index, -offset);
      return (8 * difference(step) - difference(2 * step)) / (12 * step);
    });
    return [name, numeric];
  });
  return Object.fromEntries(differences);
}

/** Holds gradients to central differences of the loss. */
export function checkGradients<Tensors extends NamedTensors>(
  computeLoss: (tensors: Tensors) => number,
  tensors: Tensors,
  gradients: { readonly [Name in keyof Tensors & string]: Float64Tensor },
): Record<keyof Tensors & string, GradientCheck> {
  return compareGradients(gradients, computeDifferences(computeLoss, tensors));
}

/** Compares gradients with `computeDifferences`: the worst value of each tensor. */
export function compareGradients<Name extends string>(
  gradients: Readonly<Record<Name, Float64Tensor>>,
  differences: Readonly<Record<Name, Float64Array>>,
): Record<Name, GradientCheck> {
  const names = Object.keys(differences) as Name[];
  return Object.fromEntries(
    names.map((name) => [name, findWorst(gradients[name].data, differences[name])]),
  ) as Record<Name, GradientCheck>;
}

function findWorst(analytic: Float64Array, numeric: Float64Array): GradientCheck {
  const floor = 1e-3 * Math.max(...numeric.map(Math.abs)) || 1;
  const errors = numeric.map((value, index) => {
    const scale = Math.max(Math.abs(value), Math.abs(analytic[index]!), floor);
    // A NaN, or a gradient that is missing, is as wrong as can be.
    return (
      Math.abs(value - analytic[index]!) / scale || (value === analytic[index] ? 0 : Number.POSITIVE_INFINITY)
    );
  });
  const index = errors.indexOf(Math.max(...errors));
  return { error: errors[index]!, index, analytic: analytic[index]!, numeric: numeric[index]! };
}
