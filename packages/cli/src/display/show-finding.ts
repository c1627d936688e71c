import { type CorpusFinding, describeFinding } from '@tagger/core';
import type { Io } from '../io/io';

/** Warns of what may be wrong with a corpus, on standard error, in one line. */
export function showFinding(finding: CorpusFinding, io: Io): void {
  io.stderr.write(`tagger: warning: ${describeFinding(finding)}\n`);
}
