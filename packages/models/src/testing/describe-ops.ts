import { afterAll, beforeAll, describe, it } from 'vitest';
import { elementwiseCases } from './ops/elementwise-cases';
import { indexCases } from './ops/index-cases';
import { matrixCases } from './ops/matrix-cases';
import type { OpsRunner } from './ops/ops-runner';
import { scanCases } from './ops/scan-cases';
import { expectValues, type Numbers, toValues, type Values } from './values';

export interface OpsSuite {
  readonly name: string;
  create(): Promise<OpsRunner>;
  /** How far a value may be from the exact one. */
  readonly tolerance: number;
  /** Matches the names of the tests to run; by default all run. */
  readonly only?: RegExp;
  /** Tests that do not hold for this interpreter, by their names, and why. */
  readonly skip?: readonly { readonly test: string; readonly reason: string }[];
}

const groups = {
  elementwise: elementwiseCases,
  matrix: matrixCases,
  index: indexCases,
  scan: scanCases,
};

/** What every interpreter of `Ops` promises. */
export function describeOps({ name, create, tolerance, only = /./, skip = [] }: OpsSuite): void {
  const tests = Object.values(groups).flatMap((cases) => cases.map(({ test }) => test));
  const unknown = skip.find(({ test }) => !tests.includes(test));
  if (unknown) throw new RangeError(`there is no test "${unknown.test}" to skip`);

  describe(name, () => {
    let runner: OpsRunner;
    beforeAll(async () => {
      runner = await create();
    });
    afterAll(() => runner.release?.());

    const chosen = Object.entries(groups)
      .map(([group, cases]) => [group, cases.filter(({ test }) => only.test(test))] as const)
      .filter(([, cases]) => cases.length > 0);
    describe.each(chosen)('%s operations', (_, cases) => {
      for (const { test, inputs = {}, positions = {}, compute, expected } of cases) {
        const reason = skip.find((entry) => entry.test === test)?.reason;
        if (reason) {
          it.skip(`${test} (skipped: ${reason})`);
          continue;
        }
        it(test, async () => {
          const actual = await runner.run(compute, mapToValues(inputs), mapToValues(positions));
          for (const [output, values] of Object.entries(mapToValues(expected)))
            expectValues(actual[output]!, values, tolerance);
        });
      }
    });
  });
}

function mapToValues(record: Readonly<Record<string, Numbers>>): Record<string, Values> {
  return Object.fromEntries(Object.entries(record).map(([name, numbers]) => [name, toValues(numbers)]));
}
