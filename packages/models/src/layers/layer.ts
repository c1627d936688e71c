import type { InputSpec } from '../batch/input-spec';
import type { Ops } from '../ops/ops';

/*
 * A layer declares what it holds and what it reads of a batch, and nothing else in the project repeats it: shapes, initial
 * values, tables, the inputs of graphs and the tensors of batches are all derived from these declarations.
 */

/** Values by name. */
export type Named<T> = Readonly<Record<string, T>>;

/** A tensor that a layer holds. */
export interface ParameterSpec {
  /** Unique within a network. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Initial values are uniform in [−range, range]. */
  readonly range: number;
  /** True of a table: a parameter of which each batch uses only some rows. */
  readonly isTable?: boolean;
  /** True if training leaves it as it is. */
  readonly isFixed?: boolean;
}

/** The parameters of a network and the tensors of a batch. */
export interface Environment<T> {
  readonly parameters: Named<T>;
  readonly inputs: Named<T>;
}

/** What every layer declares. */
export interface Declarations {
  /** In the order in which they are clipped, stored and printed. */
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
}

/** A function from one tensor to another. */
export interface Layer extends Declarations {
  forward<T>(ops: Ops<T>, environment: Environment<T>, input: T): Pass<T>;
}

/** What a layer computed, and the way back through it. */
export interface Pass<T> {
  readonly output: T;
  /** @param dOutput ∂L/∂ of the output */
  backward(dOutput: T): { readonly dInput: T; readonly gradients: Named<T> };
}

/** A layer that reads the batch alone. */
export interface Source extends Declarations {
  /** Length of the output's last axis. */
  readonly size: number;
  forward<T>(ops: Ops<T>, environment: Environment<T>): SourcePass<T>;
}

export interface SourcePass<T> {
  readonly output: T;
  /** @returns ∂L/∂ of parameters, and of inputs that have one, by name; of tables in the shape in which they were given */
  backward(dOutput: T): Named<T>;
}

/** The value of this name. @throws Error if there is none: a defect of the layer, or of who runs it */
export function take<T>(values: Named<T>, name: string): T {
  const value = values[name];
  if (value === undefined) throw new Error(`nothing has the name "${name}"`);
  return value;
}

/** Gradients of several parts of a network; of a parameter that more than one part uses, the sum. */
export function sumGradients<T>(ops: Ops<T>, parts: readonly Named<T>[]): Named<T> {
  const sums: Record<string, T> = {};
  for (const part of parts)
    for (const [name, gradient] of Object.entries(part))
      sums[name] = sums[name] === undefined ? gradient : ops.add(sums[name], gradient);
  return sums;
}

/** The sum of one tensor or more. */
export function sumTensors<T>(ops: Ops<T>, tensors: readonly T[]): T {
  return tensors.reduce((sum, tensor) => ops.add(sum, tensor));
}
