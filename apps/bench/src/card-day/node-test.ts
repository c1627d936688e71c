/*
 * What the contract suite needs of vitest, on Node.js's own test runner: where the suite is packed for a machine without packages, this
 * module is vitest.
 */
import { after, before, describe as describeByNode, it as itByNode } from 'node:test';
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = chai.expect;
export const beforeAll = before;
export const afterAll = after;
export const it = (name: string, run: () => Promise<void>) => itByNode(name, run);

interface Options {
  readonly timeout: number;
}

export const describe = {
  each:
    <Case extends { readonly name: string }>(cases: readonly Case[]) =>
    (_: string, options: Options, define: (one: Case) => void) => {
      for (const one of cases) describeByNode(one.name, options, () => define(one));
    },
};
