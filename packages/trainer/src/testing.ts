/** The contract suite, run by Vitest, for whoever writes an {@link Engine} elsewhere. */
export { describeEngine } from './testing/describe-engine';
