import type { Ops } from '../ops/ops';

/*
 * Axes, as suffixes of names:  T time   B batch   H hidden   G = gates · H
 * Sequences are time-major [T, B, …]. A shorter sentence is padded at its end: the steps there come after all of its
 * own, and their gradient is zero as the loss has weight zero there, so no cell needs a mask.
 */

/** The kinds of recurrent cell. A new one is a file here and an entry in `createCell`. */
export const cellNames = ['rnn', 'lstm'] as const;
export type CellName = (typeof cellNames)[number];

/** Tensors of one cell's state between two steps, each [B, H]: `hidden`, and what else the cell carries. */
export type CellState<T> = Readonly<Record<string, T>> & { readonly hidden: T };

/** What the forward pass leaves for the backward pass. */
export interface CellTape<T> {
  /** h_t of all steps [T, B, H]. */
  readonly hidden: T;
  /** The state after the last step. */
  readonly final: CellState<T>;
  /** Sequences that only the cell itself reads. */
  readonly saved: Readonly<Record<string, T>>;
}

export interface CellGradients<T> {
  /** δz: ∂L/∂ of the projected input [T, B, G]; what lies before the cell goes on from here. */
  readonly dProjected: T;
  /** ∂L/∂W [G, H], summed over all steps. */
  readonly dRecurrentWeight: T;
  /** ∂L/∂ of the state before the first step. */
  readonly dInitial: CellState<T>;
}

/**
 * The recurrence of a network: z_t = (U x_t + b) + W h_{t−1} and what follows from it. The projection U x_t + b depends
 * on no other step, so it is computed outside for all steps at once; a cell does the rest, forwards and backwards.
 */
export interface Cell {
  readonly name: CellName;
  /** Rows of U, W and b, in units of H: 1 for the RNN, 4 for the LSTM. */
  readonly gates: number;
  /** Names of the state's tensors. */
  readonly stateNames: readonly string[];

  /**
   * @param projected U x_t + b of all steps [T, B, G]
   * @param recurrentWeight W [G, H]
   */
  forward<T>(ops: Ops<T>, projected: T, recurrentWeight: T, initial: CellState<T>): CellTape<T>;

  /**
   * @param tape what `forward` returned
   * @param dHidden ∂L/∂h_t as it comes from the outputs, [T, B, H]; the part that comes through later steps is added here
   */
  backward<T>(
    ops: Ops<T>,
    recurrentWeight: T,
    initial: CellState<T>,
    tape: CellTape<T>,
    dHidden: T,
  ): CellGradients<T>;
}
