import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const require = createRequire(join(root, 'apps/bench/package.json'));

/** The programs of the day, each with all packages in one file, but for those with native parts. */
export async function bundleDay(folder) {
  const { build } = require('esbuild');
  const source = (name) => join(root, 'apps/bench/src/card-day', name);
  const common = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    external: ['webgpu', 'onnxruntime-node', 'onnxruntime-web', '@tensorflow/*', 'sharp'],
    // Packages that are CommonJS ask for what Node.js has.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  };
  await build({ ...common, entryPoints: [source('index.ts')], outfile: join(folder, 'card-day.mjs') });
  await build({
    ...common,
    entryPoints: [source('contract.ts')],
    outfile: join(folder, 'contract.mjs'),
    alias: { vitest: source('node-test.ts') },
  });
}
