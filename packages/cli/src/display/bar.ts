import { SingleBar } from 'cli-progress';
import type { Io } from '../io';

/** A progress bar on stderr; none where there is no terminal. */
export function createBar(io: Io, format: string): SingleBar | undefined {
  if (!io.stderr.isTTY) return undefined;
  return new SingleBar({
    stream: io.stderr as NodeJS.WriteStream,
    format,
    barsize: 18,
    barCompleteChar: '━',
    barIncompleteChar: ' ',
    clearOnComplete: true,
    hideCursor: true,
    fps: 8,
  });
}
