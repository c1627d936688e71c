import { escapeControls } from '@tagger/core/internal';
import progress, { SingleBar } from 'cli-progress';
import type { Io } from '../io/io';
import { unprotected } from '../io/safe-output';

/** A progress bar on stderr; none where there is no terminal. */
export function createBar(io: Io, format: string): SingleBar | undefined {
  if (!io.stderr.isTTY) return undefined;
  return new SingleBar({
    stream: unprotected(io.stderr) as NodeJS.WriteStream,
    // One line, whatever its texts are; the cursor is moved by other writes.
    format: (options, ...values) =>
      escapeControls(progress.Format.Formatter({ ...options, format }, ...values)),
    barsize: 18,
    barCompleteChar: '━',
    barIncompleteChar: ' ',
    clearOnComplete: true,
    hideCursor: true,
    fps: 8,
  });
}
