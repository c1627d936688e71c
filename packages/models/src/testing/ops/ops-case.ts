import type { Numbers } from '../values';
import type { Computation } from './ops-runner';

/** One promise of the interface: what an operation must give for these numbers. */
export interface OpsCase {
  readonly test: string;
  readonly inputs?: Readonly<Record<string, Numbers>>;
  readonly positions?: Readonly<Record<string, Numbers>>;
  readonly compute: Computation;
  /** Written down, or computed in plain loops. */
  readonly expected: Readonly<Record<string, Numbers>>;
}
