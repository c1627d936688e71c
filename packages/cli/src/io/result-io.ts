import type { OutputTarget } from '@tagger/core/node';
import type { Io } from './io';

/**
 * Where a run prints what it did: on standard error if its output goes to standard output by a name such as `/dev/stdout`,
 * so that no line of text comes between its bytes.
 */
export function resultIo(target: OutputTarget, io: Io): Io {
  const isStandardOutput = target.kind === 'descriptor' && target.descriptor === 1;
  return isStandardOutput ? { ...io, stdout: io.stderr } : io;
}
