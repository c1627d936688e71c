#!/usr/bin/env node
import { exitStatus } from './exit-status';
import { run } from './run';

// Nobody reads any more, as after `| head`: that is no error. A full disk is one.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitStatus.done);
    process.stderr.write(`tagger: cannot write: ${error.message}\n`);
    process.exit(exitStatus.wrong);
  });

process.exitCode = await run(process.argv.slice(2));
