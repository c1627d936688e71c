import type { Named } from '../layers/layer';
import type { Attribute } from '../onnx/model-proto';
import type { Ops } from '../ops/ops';

/*
 * Axes, as suffixes of names:  T time   B batch   H hidden   G = gates · H
 * Sequences are time-major [T, B, …]. A shorter sentence is padded at its end: the steps there come after all of its
 * own, and their gradient is zero as the loss has weight zero there, so no cell needs a mask.
 */

/** Tensors of one cell's state between two steps, each [B, H]: `hidden`, and what else the cell carries. */
export type CellState<T> = Named<T> & { readonly hidden: T };

/** What a cell computed of a sequence, and the way back through it. */
export interface CellPass<T> {
  /** h_t of all steps [T, B, H]. */
  readonly hidden: T;
  /** The state after the last step. */
  readonly final: CellState<T>;
  /** @param dHidden ∂L/∂h_t as it comes from the outputs, [T, B, H]; the part that comes through later steps is added here */
  backward(dHidden: T): CellGradients<T>;
}

export interface CellGradients<T> {
  /** δz: ∂L/∂ of the projected input [T, B, G]; what lies before the cell continues from here. */
  readonly dProjected: T;
  /** ∂L/∂W [G, H], summed over all steps. */
  readonly dRecurrentWeight: T;
  /** ∂L/∂ of the state before the first step. */
  readonly dInitial: CellState<T>;
}

/** The operator of ONNX that computes the same as a cell, for model files. */
export interface CellOperator {
  readonly type: string;
  /** Those of one direction; `activations` and what belongs to them are repeated for each. */
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/**
 * The recurrence of a network: z_t = (U x_t + b) + W h_{t−1} and what follows from it. The projection U x_t + b depends
 * on no other step, so it is computed outside for all steps at once; a cell does the rest, forwards and backwards.
 */
export interface Cell {
  readonly hiddenSize: number;
  /** Rows of U, W and b, in units of H: 1 for the RNN, 4 for the LSTM. */
  readonly gates: number;
  /** Names of the state's tensors. */
  readonly stateNames: readonly string[];
  /** Takes weights in the order in which the cell has them. */
  readonly operator: CellOperator;

  /**
   * @param projected U x_t + b of all steps [T, B, G]
   * @param recurrentWeight W [G, H]
   */
  forward<T>(ops: Ops<T>, projected: T, recurrentWeight: T, initial: Named<T>): CellPass<T>;
}
