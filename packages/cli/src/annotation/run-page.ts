import type { Progress, RunningAnnotation } from '@tagger/annotate';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';

/** Runs the page until a signal ends it. @returns the exit status */
export async function runPage(
  start: () => Promise<RunningAnnotation>,
  output: string,
  io: Io,
): Promise<number> {
  const interruption = new Interruption(io);
  try {
    const page = await start();
    if (page.wasTorn)
      io.stderr.write(`tagger: ${output}: a line that was cut off, and never confirmed, is removed\n`);
    if (page.otherAnswers > 0)
      io.stderr.write(`tagger: ${output}: answers to other texts: ${page.otherAnswers}; they stay\n`);
    io.stderr.write(`tagger: ${describeProgress(page.progress())}; label at ${page.url} (Ctrl-C stops)\n`);
    if (!interruption.signal.aborted)
      await new Promise((resolve) => interruption.signal.addEventListener('abort', resolve));
    await page.close();
    io.stderr.write(`tagger: ${describeProgress(page.progress())}, in ${output}\n`);
    return exitStatus.done;
  } finally {
    interruption.end();
  }
}

function describeProgress({ total, counts }: Progress): string {
  const answered = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${answered} of ${total} texts are answered`;
}
