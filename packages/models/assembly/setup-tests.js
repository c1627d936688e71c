/** Compiles the kernels before the tests if that was not done yet, and bundles the code of workers: tests run on the sources, of which these are a part. */
import { existsSync } from 'node:fs';
import { buildWorker } from '../scripts/build-worker.js';

export async function setup() {
  if (!existsSync(new URL('../src/kernels/kernel-binary.js', import.meta.url))) await import('./build.js');
  await buildWorker();
}
