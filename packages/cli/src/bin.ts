#!/usr/bin/env node
import packageJson from '../package.json';
import { exitStatus } from './io/exit-status';

// Nobody reads any more, as after `| head`: that is no error. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitStatus.done);
  process.stderr.write(`tagger: cannot write: ${error.message}\n`);
  process.exit(exitStatus.wrong);
});
// Progress that nobody sees, as where the terminal was closed, must not end the work: its result is in a file.
process.stderr.on('error', () => {});

const argv = process.argv.slice(2);
// The version needs nothing of the command, which takes longer to load than Node.js itself.
if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${packageJson.version}\n`);
} else {
  const { run } = await import('./run');
  process.exitCode = await run(argv);
}
