/**
 * Packs everything that is to be measured on a graphics card, for a Linux x64 machine that has one, and neither Node.js nor a network:
 *
 *   pnpm card-day --data DATA [--output card-day] [--torch torch_tagger.py]
 *
 * On that machine, with the two files of the folder:
 *
 *   sh card-day.sh [--minutes 8] [--seconds 6] [--presets report,fast] [--batches 16,4096] [--output FOLDER]
 *
 * It prints the figures and writes them to the folder `card-day-results`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleDay } from './card-day/bundle-day.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.TAGGER_DATA },
    output: { type: 'string', default: 'card-day' },
    torch: { type: 'string' },
  },
});
const here = (name) => new URL(name, import.meta.url).pathname;
/** Bytes of an archive that is easy to carry. */
const most = 64 * 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'tagger-card-day-'));
try {
  await bundleDay(folder);
  copyNode(folder);
  copyPackage('webgpu', ['dist/linux-x64']);
  copyPackage('onnxruntime-node', ['dist', 'bin/napi-v6/linux/x64']);
  copyPackage('onnxruntime-common', ['dist/cjs'], 'onnxruntime-node');
  mkdirSync(join(folder, 'corpus'));
  for (const part of ['train', 'dev'])
    copyFileSync(join(values.data, 'ewt', `${part}.conllu`), join(folder, 'corpus', `${part}.conllu`));
  copyFileSync(here('../packages/model-en/model.onnx'), join(folder, 'model-en.onnx'));
  copyFileSync(here('card-day/torch_on_card.py'), join(folder, 'torch_on_card.py'));
  if (values.torch) copyFileSync(values.torch, join(folder, 'torch_tagger.py'));
  mkdirSync(values.output, { recursive: true });
  const archive = join(values.output, 'card-day.tar.xz');
  execFileSync('tar', ['-C', folder, '-cJf', archive, '.'], { env: { ...process.env, XZ_OPT: '-6 -T2' } });
  copyFileSync(here('card-day/card-day.sh'), join(values.output, 'card-day.sh'));
  const { size } = statSync(archive);
  console.log(`${archive}: ${(size / 2 ** 20).toFixed(1)} MiB`);
  if (size > most) throw new Error('the archive is larger than 64 MiB');
} finally {
  rmSync(folder, { recursive: true });
}

function copyNode(to) {
  const path = join(to, 'node');
  copyFileSync(realpathSync(process.execPath), path);
  execFileSync('strip', [path]);
}

/** A package of the trainer, or of one that it needs, less what other systems need. */
function copyPackage(name, folders, neededBy) {
  const require = createRequire(here('../packages/trainer/package.json'));
  const from = neededBy ? createRequire(require.resolve(neededBy)) : require;
  let root = dirname(from.resolve(name));
  while (!root.endsWith(`/node_modules/${name}`)) root = dirname(root);
  const target = join(folder, 'node_modules', name);
  for (const part of folders)
    cpSync(join(root, part), join(target, part), { recursive: true, dereference: true });
  for (const file of ['package.json', 'index.js', 'index.cjs'])
    try {
      copyFileSync(join(root, file), join(target, file));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
}
