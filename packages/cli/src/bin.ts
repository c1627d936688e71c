#!/usr/bin/env node
import { exitStatus } from './io/exit-status';
import { run } from './run';

// Nobody reads any more, as after `| head`: that is no error. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitStatus.done);
  process.stderr.write(`tagger: cannot write: ${error.message}\n`);
  process.exit(exitStatus.wrong);
});
// Progress that nobody sees, as where the terminal was closed, must not end the work: its result is in a file.
process.stderr.on('error', () => {});

process.exitCode = await run(process.argv.slice(2));
