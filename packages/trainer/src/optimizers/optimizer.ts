import type { Ops } from '@tagger/models/internal';

export const optimizerNames = ['sgd', 'adam'] as const;
export type OptimizerName = (typeof optimizerNames)[number];

/** What an optimiser keeps of a parameter from step to step, by name, each in the parameter's shape; zeros at the beginning. */
export type OptimizerState<T> = Readonly<Record<string, T>>;

export interface Rates<T> {
  /** η: a scalar, with the optimiser's `correction` in it. */
  readonly learningRate: T;
  /** What a step takes of each parameter's own value: a scalar. */
  readonly decay: T;
}

/** A parameter in training, ∂L/∂ of it, and what the optimiser keeps of it. */
export interface Learned<T> {
  readonly parameter: T;
  readonly gradient: T;
  readonly state: OptimizerState<T>;
}

/** How a parameter follows its gradient. */
export interface Optimizer {
  readonly name: OptimizerName;
  /** Names of the state's tensors. */
  readonly stateNames: readonly string[];
  /** What the learning rate of a step is multiplied by, counted from 1. */
  correction(step: number): number;
  /**
   * Returns the parameter and the states of the optimiser after a step.
   *
   * @param scale of the gradient: a scalar below 1 where it is clipped
   */
  update<T>(ops: Ops<T>, learned: Learned<T>, scale: T, rates: Rates<T>): Omit<Learned<T>, 'gradient'>;
}

/** What a state of a parameter is called: `mean/bias`. */
export function stateName(state: string, parameter: string): string {
  return `${state}/${parameter}`;
}

/** The states of these parameters, one by one. */
export function listStates(optimizer: Optimizer, parameters: readonly string[]) {
  return parameters.flatMap((parameter) =>
    optimizer.stateNames.map((state) => ({ state, parameter, name: stateName(state, parameter) })),
  );
}
