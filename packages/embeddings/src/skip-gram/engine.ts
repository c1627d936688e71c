import type { Matrices } from './matrices';
import type { WindowPlan } from './window-plan';

/** What trains: it gives out plans to be filled with windows, and takes them back to learn from. */
export interface Engine {
  readonly matrices: Matrices;
  /** A plan that is free to be filled: waits until there is one. */
  acquire(): Promise<WindowPlan>;
  /** Learns from the first windows of an acquired plan, now or in the background, and frees it. */
  train(plan: WindowPlan, windows: number): void;
  /** Ends the work in the background: waits until all of it is done. */
  close(): Promise<void>;
}

/** What an engine has to make room for. */
export interface EngineSize {
  /** Words, which is rows of the inputs. */
  readonly rows: number;
  readonly dimension: number;
  readonly negatives: number;
  readonly window: number;
  /** Most words in a plan. */
  readonly batchLength: number;
}
