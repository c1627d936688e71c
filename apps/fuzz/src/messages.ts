import type { Find } from './target';

/** What the process that checks is asked to do. */
export interface Order {
  readonly names: readonly string[];
  readonly seed: number;
  /** Runs of each target; Infinity if the time ends it. */
  readonly runs: number;
  readonly seconds: number;
  readonly path?: string | undefined;
  /** A folder for files. */
  readonly workspace: string;
}

/** What it tells. A `run` is told before it starts, so that one that never ends or kills the process is known. */
export type Message =
  | { readonly type: 'run'; readonly target: string; readonly seed: number; readonly index: number }
  | { readonly type: 'find'; readonly target: string; readonly find: Find }
  | { readonly type: 'done'; readonly target: string; readonly runs: number; readonly seconds: number };
