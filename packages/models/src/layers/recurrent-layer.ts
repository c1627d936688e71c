import { drawMask } from '../batch/batch-view';
import type { InputSpec } from '../batch/input-spec';
import { mirrorLanes } from '../batch/lanes';
import type { Cell } from '../cells/cell';
import { buildRecurrence } from '../model-file/build-recurrence';
import type { FileGraph } from '../model-file/file-graph';
import type { Ops } from '../ops/ops';
import {
  type Environment,
  type Layer,
  type Named,
  type ParameterSpec,
  type Pass,
  sumGradients,
  sumTensors,
  take,
} from './layer';
import { type Direction, Recurrence } from './recurrence';

/*
 * Axes:  T time   B batch   R distinct words   H hidden   S directions · H   G gates · H
 */

/** Each step's word, as its place among the distinct words [T, B]. */
export const places: InputSpec = {
  name: 'places',
  type: 'int32',
  axes: ['time', 'batch'],
  read: (view) => view.places,
};

/** Where each step is when its sentence is read from the end, as positions t · B + b; done twice it gives the first order back. */
const mirror: InputSpec = {
  name: 'mirror',
  type: 'int32',
  axes: ['time', 'batch'],
  read: ({ lengths, plan }) => mirrorLanes(lengths, plan),
  filling: 'positions',
};

export interface RecurrentLayerOptions {
  /** Counted from 0: the first layer reads words, each other one the layer below. */
  readonly index: number;
  readonly inputSize: number;
  readonly directions: readonly Direction[];
  readonly cell: Cell;
}

/**
 * The recurrences of a layer, one for each direction, and what they remember side by side. A sentence is read from the end by
 * laying its steps in the reverse order, so that the padding comes last in both directions and no cell needs a mask.
 *
 * The first layer is given the distinct words [R, D] in the place of steps: U x + b of a word is the same at every step,
 * (U E) onehot(w), so it is computed once for each word and then looked up, which saves near half of that product in a usual
 * batch.
 */
export class RecurrentLayer implements Layer {
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
  readonly recurrences: readonly Recurrence[];
  readonly #readsWords: boolean;
  readonly #dropoutName: string;

  constructor({ index, inputSize, directions, cell }: RecurrentLayerOptions) {
    this.recurrences = directions.map(
      (direction) => new Recurrence(cell, direction, nameParameters(index, direction), inputSize),
    );
    this.parameters = this.recurrences.flatMap(({ parameters }) => parameters);
    this.#readsWords = index === 0;
    this.#dropoutName = `dropout.layer${index}`;
    const states = cell.stateNames.map(
      (state): InputSpec => ({
        name: initialName(state),
        type: 'float32',
        axes: ['batch', cell.hiddenSize],
        read: ({ plan }) => new Float32Array(plan.lanes * cell.hiddenSize),
      }),
    );
    const width = directions.length * cell.hiddenSize;
    const dropout: InputSpec = {
      name: this.#dropoutName,
      type: 'float32',
      axes: ['batch', width],
      isNoise: true,
      read: ({ plan, noise }) => drawMask(plan.lanes * width, 'hidden', noise),
    };
    this.inputs = [
      ...(this.#readsWords ? [places] : []),
      ...states,
      ...(directions.includes('backward') ? [mirror] : []),
      dropout,
    ];
  }

  /** @param below the distinct words [R, D] in the first layer, what the layer below gave [T, B, S] in another */
  forward<T>(ops: Ops<T>, environment: Environment<T>, below: T): Pass<T> {
    const positions_TB = this.#readsWords ? take(environment.inputs, places.name) : undefined;
    // (1) U x + b, in the first layer of each distinct word [R, G]
    const projections = this.recurrences.map((recurrence) => recurrence.project(ops, environment, below));
    const projected_TBG = projections.map(({ output }) =>
      positions_TB === undefined ? output : ops.gather(output, positions_TB),
    );
    const run = this.run(ops, environment, projected_TBG);
    return {
      output: run.output,
      backward: (dOutput_TBS) => {
        const { dProjected, gradients } = run.backward(dOutput_TBS);
        // (1) the gradients of all steps that looked a word up are summed there
        const parts = projections.map(({ output, backward }, side) => {
          const own = dProjected[side] as T;
          return backward(positions_TB === undefined ? own : ops.scatterAdd(own, positions_TB, output));
        });
        return {
          dInput: sumTensors(
            ops,
            parts.map(({ dInput }) => dInput),
          ),
          gradients: sumGradients(ops, [gradients, ...parts.map((part) => part.gradients)]),
        };
      },
    };
  }

  /**
   * Everything behind the projection.
   * @param projected U x + b of all steps for each direction [T, B, G], in the sentence's own order
   * @returns h of all directions [T, B, S], in the same order
   */
  run<T>(ops: Ops<T>, environment: Environment<T>, projected_TBG: readonly T[]) {
    const { inputs } = environment;
    const initial = pickStates(this.recurrences, inputs);
    const reorder = (steps: T, { direction }: Recurrence) =>
      direction === 'backward' ? ops.takeSteps(steps, take(inputs, mirror.name)) : steps;
    // (2) the recurrences
    const passes = this.recurrences.map((recurrence, side) =>
      recurrence.recur(ops, environment, reorder(projected_TBG[side] as T, recurrence), initial),
    );
    const hidden = passes.map(({ output }, side) => reorder(output, this.recurrences[side] as Recurrence));
    const hidden_TBS = hidden.length === 1 ? (hidden[0] as T) : ops.concat(hidden);
    // (3) dropout
    const mask_BS = inputs[this.#dropoutName];
    return {
      output: mask_BS === undefined ? hidden_TBS : ops.multiply(hidden_TBS, mask_BS),
      backward: (dOutput_TBS: T) => {
        const dHidden_TBS = mask_BS === undefined ? dOutput_TBS : ops.multiply(dOutput_TBS, mask_BS);
        const sizes = this.recurrences.map(({ cell }) => cell.hiddenSize);
        const dHidden = sizes.length === 1 ? [dHidden_TBS] : ops.split(dHidden_TBS, sizes);
        const gradients = this.recurrences.map((recurrence, side) => {
          const pass = passes[side] as (typeof passes)[number];
          const result = pass.backward(reorder(dHidden[side] as T, recurrence));
          return { ...result, dProjected: reorder(result.dProjected, recurrence) };
        });
        return {
          dProjected: gradients.map(({ dProjected }) => dProjected),
          gradients: sumGradients(
            ops,
            gradients.flatMap((each) => [each.gradients, nameStates(each.dInitial)]),
          ),
        };
      },
    };
  }

  /** Writes the layer into a model file: [T, B, …] → [T, B, S]. */
  export(file: FileGraph, sequence: string): string {
    const { steps } = buildRecurrence(file, this.recurrences, sequence, file.lengths);
    // [T, directions, B, H] → [T, B, directions · H]
    return file.ops.mergeAxes(file.graph.node('Transpose', [steps], { perm: [0, 2, 1, 3] }));
  }
}

function nameParameters(index: number, direction: Direction) {
  const suffix = `${index > 0 ? `.${index + 1}` : ''}${direction === 'backward' ? '.backward' : ''}`;
  return {
    inputWeight: `inputWeight${suffix}`,
    recurrentWeight: `recurrentWeight${suffix}`,
    bias: `bias${suffix}`,
  };
}

/** The input with a state before the first step, which is the same in each layer and direction. */
function initialName(state: string): string {
  return `initial.${state}`;
}

function pickStates<T>([first]: readonly Recurrence[], inputs: Named<T>): Named<T> {
  const names = first?.cell.stateNames ?? [];
  return Object.fromEntries(names.map((state) => [state, take(inputs, initialName(state))]));
}

function nameStates<T>(states: Named<T>): Named<T> {
  return Object.fromEntries(Object.entries(states).map(([state, value]) => [initialName(state), value]));
}
