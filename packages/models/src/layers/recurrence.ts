import type { Cell } from '../cells/cell';
import type { Ops } from '../ops/ops';
import { type Environment, type Named, type ParameterSpec, type Pass, take } from './layer';

/*
 * Axes:  T time   B batch   H hidden   G gates · H
 */

export const directions = ['forward', 'backward'] as const;
export type Direction = (typeof directions)[number];

/** Names of a recurrence's parameters. */
export interface RecurrenceNames {
  readonly inputWeight: string;
  readonly recurrentWeight: string;
  readonly bias: string;
}

/**
 * A cell with its parameters: the projection z = U x + b, which may be computed of whatever has an x, and the recurrence over
 * what was projected.
 */
export class Recurrence {
  readonly parameters: readonly ParameterSpec[];

  /** @param inputSize length of x */
  constructor(
    readonly cell: Cell,
    readonly direction: Direction,
    readonly names: RecurrenceNames,
    inputSize: number,
  ) {
    const rows = cell.gates * cell.hiddenSize;
    // Words start near zero and U wide (He et al., Delving Deep into Rectifiers, 2015): the gradient of a word's vector comes
    // through U, so that a wide U lets the vectors of rare words move far in the few steps they have.
    const inputRange = Math.sqrt(6 / inputSize);
    const range = 1 / Math.sqrt(cell.hiddenSize);
    this.parameters = [
      { name: names.inputWeight, shape: [rows, inputSize], range: inputRange },
      { name: names.recurrentWeight, shape: [rows, cell.hiddenSize], range },
      { name: names.bias, shape: [rows], range },
    ];
  }

  /** U x + b: [..., D] → [..., G]. */
  project<T>(ops: Ops<T>, { parameters }: Environment<T>, x: T): Pass<T> {
    const weight_GD = take(parameters, this.names.inputWeight);
    return {
      output: ops.linear(x, weight_GD, take(parameters, this.names.bias)),
      backward: (dProjected) => ({
        // ∂L/∂x = Uᵀ δz;  ∂L/∂U = Σ δz xᵀ
        dInput: ops.matmul(dProjected, weight_GD),
        gradients: {
          [this.names.inputWeight]: ops.matmulRows(dProjected, x),
          [this.names.bias]: ops.sumRows(dProjected),
        },
      }),
    };
  }

  /**
   * The cell over a sequence in the order in which it is read.
   * @param projected_TBG U x + b of all steps
   * @param initial the state before the first step, [B, H] each
   */
  recur<T>(ops: Ops<T>, { parameters }: Environment<T>, projected_TBG: T, initial: Named<T>) {
    const pass = this.cell.forward(ops, projected_TBG, take(parameters, this.names.recurrentWeight), initial);
    return {
      output: pass.hidden,
      backward: (dHidden_TBH: T) => {
        const { dProjected, dRecurrentWeight, dInitial } = pass.backward(dHidden_TBH);
        return { dProjected, dInitial, gradients: { [this.names.recurrentWeight]: dRecurrentWeight } };
      },
    };
  }
}
