/** The contract suite of the algebra, run by Vitest, for whoever writes an interpreter of `Ops` elsewhere. */
export { describeOps, type OpsSuite } from './testing/describe-ops';
export type { Computation, OpsRunner } from './testing/ops/ops-runner';
export type { Numbers, Values } from './testing/values';
