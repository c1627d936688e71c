import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/* `pnpm start`: what a user would type first, typed and run. */

const root = fileURLToPath(new URL('..', import.meta.url));
const command = 'packages/cli/dist/bin.js';

/** @param {string} args @param {string} [input] */
function tagger(args, input) {
  console.log(`\n$ ${input ? `echo "${input}" | ` : ''}tagger ${args}\n`);
  const { status } = spawnSync(process.execPath, [command, ...args.split(' ')], {
    cwd: root,
    stdio: [input ? 'pipe' : 'inherit', 'inherit', 'inherit'],
    input,
  });
  if (status !== 0) process.exit(status ?? 1);
}

tagger('train -o model.onnx');
tagger('test model.onnx packages/cli/corpus/test.conllu');
tagger('tag model.onnx', 'I saw her duck.');
console.log('\nNow on your own data: pnpm -s tagger train --help');
