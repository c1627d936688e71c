import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundleDay } from './bundle-day.js';

const here = (name) => new URL(name, import.meta.url).pathname;

/**
 * Puts into a folder what a day with a card needs, but for Node.js.
 * @param corpus the folder of train.conllu
 * @param torch the path of torch_tagger.py; absent if PyTorch is not to be measured
 */
export async function fillFolder(folder, { corpus, torch }) {
  await bundleDay(folder);
  const trainer = createRequire(here('../../packages/trainer/package.json'));
  copyPackage(folder, trainer, 'webgpu', ['dist/linux-x64']);
  copyPackage(folder, trainer, 'onnxruntime-node', ['dist', 'bin/napi-v6/linux/x64']);
  const native = createRequire(trainer.resolve('onnxruntime-node'));
  copyPackage(folder, native, 'onnxruntime-common', ['dist/cjs']);
  mkdirSync(join(folder, 'corpus'));
  copyFileSync(join(corpus, 'train.conllu'), join(folder, 'corpus/train.conllu'));
  copyFileSync(here('../../packages/model-en/model.onnx'), join(folder, 'model-en.onnx'));
  copyFileSync(here('torch_on_card.py'), join(folder, 'torch_on_card.py'));
  if (torch) copyFileSync(torch, join(folder, 'torch_tagger.py'));
}

/** A package less what other systems need of it. */
function copyPackage(folder, require, name, parts) {
  let root = dirname(require.resolve(name));
  while (!root.endsWith(`/node_modules/${name}`)) root = dirname(root);
  const target = join(folder, 'node_modules', name);
  for (const part of [...parts, 'package.json', 'index.js', 'index.cjs']) {
    const from = join(root, part);
    if (existsSync(from)) cpSync(from, join(target, part), { recursive: true, dereference: true });
  }
}
