import type { Ops } from '../../ops/ops';
import type { Values } from '../values';

/** A function over any interpreter: named tensors in, named tensors out. */
export type Computation = <T>(
  ops: Ops<T>,
  inputs: Readonly<Record<string, T>>,
) => Readonly<Record<string, T>>;

/** An interpreter that is ready to compute. */
export interface OpsRunner {
  /**
   * Computes the outputs for these inputs. Those in `positions` are whole numbers, which the interpreter may keep as it
   * likes; all others are real numbers.
   */
  run(
    compute: Computation,
    inputs: Readonly<Record<string, Values>>,
    positions?: Readonly<Record<string, Values>>,
  ): Promise<Readonly<Record<string, Values>>>;
  release?(): Promise<void>;
}
