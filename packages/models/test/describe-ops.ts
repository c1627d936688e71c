import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Ops } from '../src/ops/ops';
import { elementwiseCases } from './ops/elementwise-cases';
import { indexCases } from './ops/index-cases';
import { matrixCases } from './ops/matrix-cases';
import { scanCases } from './ops/scan-cases';
import { expectValues, type Numbers, toValues, type Values } from './values';

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

export interface OpsSuite {
  readonly name: string;
  create(): Promise<OpsRunner>;
  /** How far a value may be from the exact one. */
  readonly tolerance: number;
  /** Tests that do not hold for this interpreter, by their names, and why. */
  readonly skip?: readonly { readonly test: string; readonly reason: string }[];
}

/** One promise of the interface: what an operation must give for these numbers. */
export interface OpsCase {
  readonly test: string;
  readonly inputs?: Readonly<Record<string, Numbers>>;
  readonly positions?: Readonly<Record<string, Numbers>>;
  readonly compute: Computation;
  /** Written down, or computed in plain loops. */
  readonly expected: Readonly<Record<string, Numbers>>;
}

const groups = {
  elementwise: elementwiseCases,
  matrix: matrixCases,
  index: indexCases,
  scan: scanCases,
};

/** What every interpreter of `Ops` promises. */
export function describeOps({ name, create, tolerance, skip = [] }: OpsSuite): void {
  describe(name, () => {
    let runner: OpsRunner;
    beforeAll(async () => {
      runner = await create();
    });
    afterAll(() => runner.release?.());

    describe.each(Object.entries(groups))('%s operations', (_, cases) => {
      for (const { test, inputs = {}, positions = {}, compute, expected } of cases) {
        const reason = skip.find((entry) => entry.test === test)?.reason;
        if (reason) {
          it.skip(`${test} (skipped: ${reason})`);
          continue;
        }
        it(test, async () => {
          const actual = await runner.run(compute, mapToValues(inputs), mapToValues(positions));
          for (const [output, values] of Object.entries(mapToValues(expected)))
            expectValues(actual[output], values, tolerance);
        });
      }
    });
  });
}

function mapToValues(record: Readonly<Record<string, Numbers>>): Record<string, Values> {
  return Object.fromEntries(Object.entries(record).map(([name, numbers]) => [name, toValues(numbers)]));
}
