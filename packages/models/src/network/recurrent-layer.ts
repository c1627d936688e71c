import type { CellState, CellTape } from '../cells/cell';
import { type CellConfiguration, createCell } from '../cells/create-cell';
import type { Ops } from '../ops/ops';
import type { NetworkParameters, Recurrence } from './configuration';

/*
 * Axes:  T time   B batch   H hidden   S directions · H   G gates · H
 */

/** What a layer needs of a batch beside its input. */
export interface LayerInput<T> {
  /** The cell's state before the first step, [B, H] each; the same in each layer and direction. */
  readonly initial: CellState<T>;
  /**
   * Where each step stands when its sentence is read from the end, as positions t · B + b of the steps [T, B]; padding stays
   * where it is. Done twice it gives the first order back. Absent where no layer reads from the end.
   */
  readonly mirror?: T | undefined;
}

/** One tape for each direction; that from the end has its steps in the order in which they were read. */
export type LayerTape<T> = readonly CellTape<T>[];

/**
 * The recurrences of a layer. A sentence is read from the end by laying its steps in the reverse order, so that the padding
 * comes last in both directions and no cell needs a mask.
 *
 * @param projected U x + b of all steps for each direction [T, B, G], in the sentence's own order
 * @returns h of all directions [T, B, S] in the sentence's own order
 */
export function runLayer<T>(
  ops: Ops<T>,
  configuration: CellConfiguration,
  recurrences: readonly Recurrence[],
  parameters: NetworkParameters<T>,
  { initial, mirror }: LayerInput<T>,
  projected_TBG: readonly T[],
): { readonly hidden: T; readonly tapes: LayerTape<T> } {
  const cell = createCell(configuration);
  const tapes = recurrences.map(({ direction, recurrentWeight }, index) => {
    const own = projected_TBG[index]!;
    const read = direction === 'backward' ? ops.takeSteps(own, mirror!) : own;
    return cell.forward(ops, read, parameters[recurrentWeight]!, initial);
  });
  const hidden = tapes.map((tape, index) =>
    recurrences[index]!.direction === 'backward' ? ops.takeSteps(tape.hidden, mirror!) : tape.hidden,
  );
  return { hidden: hidden.length === 1 ? hidden[0]! : ops.concat(hidden), tapes };
}

export interface LayerGradients<T> {
  /** ∂L/∂ of the projected input for each direction [T, B, G], in the sentence's own order. */
  readonly dProjected: readonly T[];
  /** ∂L/∂W of each direction, by the parameter's name. */
  readonly parameters: Readonly<Record<string, T>>;
  /** ∂L/∂ of the state before the first step, summed over the directions. */
  readonly dInitial: CellState<T>;
}

/** @param dHidden ∂L/∂h [T, B, S] */
export function runLayerBackward<T>(
  ops: Ops<T>,
  configuration: CellConfiguration,
  recurrences: readonly Recurrence[],
  parameters: NetworkParameters<T>,
  { initial, mirror }: LayerInput<T>,
  tapes: LayerTape<T>,
  dHidden_TBS: T,
): LayerGradients<T> {
  const cell = createCell(configuration);
  const sizes = recurrences.map(() => configuration.hiddenSize);
  const dHidden = sizes.length === 1 ? [dHidden_TBS] : ops.split(dHidden_TBS, sizes);
  const gradients = recurrences.map(({ direction, recurrentWeight }, index) => {
    const weight = parameters[recurrentWeight]!;
    const reorder = (steps: T) => (direction === 'backward' ? ops.takeSteps(steps, mirror!) : steps);
    const result = cell.backward(ops, weight, initial, tapes[index]!, reorder(dHidden[index]!));
    return { ...result, dProjected: reorder(result.dProjected) };
  });
  return {
    dProjected: gradients.map(({ dProjected }) => dProjected),
    parameters: Object.fromEntries(
      recurrences.map(({ recurrentWeight }, index) => [recurrentWeight, gradients[index]!.dRecurrentWeight]),
    ),
    dInitial: addStates(
      ops,
      gradients.map(({ dInitial }) => dInitial),
    ),
  };
}

export function addStates<T>(ops: Ops<T>, states: readonly CellState<T>[]): CellState<T> {
  return states.reduce(
    (sum, state) =>
      Object.fromEntries(
        Object.keys(sum).map((name) => [name, ops.add(sum[name]!, state[name]!)]),
      ) as CellState<T>,
  );
}
