import type { CellState, CellTape } from '../cells/cell';
import { createCell } from '../cells/create-cell';
import type { Ops } from '../ops/ops';
import type { NetworkConfiguration, NetworkParameters } from './configuration';
import { crossEntropy } from './cross-entropy';

/*
 * Axes:  T time   B batch   R rows of the embedding   D embedding   H hidden   G gates · H   K tags
 */

/**
 * A batch as a network sees it. The embedding may be the whole table or the rows of the batch's distinct words alone:
 * `positions` point into whatever is given.
 */
export interface NetworkInput<T> {
  /** Each step's row of the embedding [T, B]. */
  readonly positions: T;
  /** The cell's state before the first step, [B, H] each. */
  readonly initial: CellState<T>;
}

export interface NetworkTarget<T> {
  /** The gold tag of each step [T, B]. */
  readonly tags: T;
  /** What each step counts in the loss [T, B, 1]. */
  readonly weight: T;
}

export interface NetworkTape<T> extends CellTape<T> {
  /** U x + b of each row of the embedding [R, G] */
  readonly projectedRows: T;
  /** õ [T, B, K] */
  readonly logits: T;
}

/**
 * õ_t = V h_t + b. The input projection U x + b of a word is the same at every step, (U E) onehot(w): it is computed
 * once for each row of the embedding and then looked up, which saves near half of that product in a usual batch.
 */
export function forward<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: NetworkInput<T>,
): NetworkTape<T> {
  const { embedding, inputWeight, recurrentWeight, bias, outputWeight, outputBias } = parameters;
  // (1) U x + b of each row, looked up for each step
  const projectedRows_RG = ops.linear(embedding, inputWeight, bias);
  const projected_TBG = ops.gather(projectedRows_RG, input.positions);
  // (2) the recurrence
  const tape = createCell(configuration).forward(ops, projected_TBG, recurrentWeight, input.initial);
  // (3) õ = V h + b
  return {
    ...tape,
    projectedRows: projectedRows_RG,
    logits: ops.linear(tape.hidden, outputWeight, outputBias),
  };
}

export interface NetworkGradients<T> {
  readonly parameters: NetworkParameters<T>;
  /** ∂L/∂ of the state before the first step. */
  readonly dInitial: CellState<T>;
}

/** The gradients of all parameters, given ∂L/∂õ. Numbers are those of `forward`. */
export function backward<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: NetworkInput<T>,
  tape: NetworkTape<T>,
  dLogits_TBK: T,
): NetworkGradients<T> {
  const { embedding, inputWeight, recurrentWeight, outputWeight } = parameters;
  // (3) ∂L/∂V = Σ_t δõ_t h_tᵀ;  ∂L/∂h_t = Vᵀ δõ_t
  const dOutputWeight_KH = ops.matmulRows(dLogits_TBK, tape.hidden);
  const dHidden_TBH = ops.matmul(dLogits_TBK, outputWeight);
  // (2)
  const cell = createCell(configuration).backward(ops, recurrentWeight, input.initial, tape, dHidden_TBH);
  // (1) the gradients of all steps that looked a row up are summed there;  ∂L/∂U = Σ δz xᵀ;  ∂L/∂x = Uᵀ δz
  const dProjectedRows_RG = ops.scatterAdd(cell.dProjected, input.positions, tape.projectedRows);
  return {
    parameters: {
      embedding: ops.matmul(dProjectedRows_RG, inputWeight),
      inputWeight: ops.matmulRows(dProjectedRows_RG, embedding),
      recurrentWeight: cell.dRecurrentWeight,
      bias: ops.sumRows(dProjectedRows_RG),
      outputWeight: dOutputWeight_KH,
      outputBias: ops.sumRows(dLogits_TBK),
    },
    dInitial: cell.dInitial,
  };
}

/** Loss and gradients of one batch: forward, loss, backward. */
export function computeGradients<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: NetworkInput<T>,
  target: NetworkTarget<T>,
): NetworkGradients<T> & { readonly loss: T; readonly tape: NetworkTape<T> } {
  const tape = forward(ops, configuration, parameters, input);
  const { loss, dLogits } = crossEntropy(
    ops,
    tape.logits,
    target.tags,
    target.weight,
    configuration.tagCount,
  );
  return { loss, tape, ...backward(ops, configuration, parameters, input, tape, dLogits) };
}
