import type { Signal } from './io';

/** As shells have it: 0 done, 1 anything wrong, 2 something to look at (of `tagger check`), 128 and the signal's number if a signal ended it. */
export const exitStatus = { done: 0, wrong: 1, found: 2 } as const;

export function signalStatus(signal: Signal): number {
  return 128 + { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal];
}
