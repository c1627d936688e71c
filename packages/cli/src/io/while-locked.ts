import { lockFolder, lockOutput, type OutputLock, standardStream } from '@tagger/core/node';
import { signalStatus } from './exit-status';
import type { Io } from './io';

/** What a run writes, and no other run meanwhile. */
export interface Outputs {
  /** Files; standard output and what is undefined are left out. */
  readonly files?: readonly (string | undefined)[];
  readonly folder?: string;
}

/**
 * Keeps the outputs for this run while an action runs. A signal that the action does not listen to ends the process with
 * the locks and temporary files removed.
 *
 * @throws FileError if another run holds one of them, or one cannot be written.
 */
export async function whileLocked<Result>(
  io: Io,
  { files = [], folder }: Outputs,
  action: () => Promise<Result>,
): Promise<Result> {
  const stopListening = io.onSignal((signal) => process.exit(signalStatus(signal)));
  const locks: OutputLock[] = [];
  try {
    if (folder !== undefined) locks.push(await lockFolder(folder));
    for (const file of files)
      if (file !== undefined && file !== standardStream) locks.push(await lockOutput(file));
    return await action();
  } finally {
    for (const lock of locks) await lock.release();
    stopListening();
  }
}
