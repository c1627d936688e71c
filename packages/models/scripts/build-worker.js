/**
 * Bundles the code of the workers of `Tagger.pool` and writes it as a string in a module, `src/pool/worker-code.cjs`: a worker of Node.js
 * is started from it, so that no bundler has to find a file. Both builds of this package read the same one.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (address) => fileURLToPath(new URL(address, import.meta.url));

export async function buildWorker() {
  const { outputFiles } = await build({
    entryPoints: [path('../src/worker.ts')],
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    alias: {
      '@tagger/core/internal': path('../../core/src/internal.ts'),
      '@tagger/core': path('../../core/src/index.ts'),
    },
    // A worker starts no workers.
    external: ['./worker-code.cjs'],
    write: false,
  });
  const code = outputFiles[0].text;
  writeFileSync(
    path('../src/pool/worker-code.cjs'),
    `/** Made by scripts/build-worker.js. */\nexports.workerCode =\n  ${JSON.stringify(code)};\n`,
  );
  return code.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(`workers: ${await buildWorker()} characters of JavaScript`);
