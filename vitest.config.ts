import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

/** Tests run on the sources, not on the builds; only `test/` (installed packages, the browser) needs a build. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@tagger\/(\w+)$/, replacement: source('$1/src/index.ts') },
      { find: /^@tagger\/(\w+)\/(node|internal|testing|tfjs|webgpu)$/, replacement: source('$1/src/$2.ts') },
    ],
  },
  test: {
    globalSetup: ['packages/models/assembly/setup-tests.js', 'packages/annotate/scripts/build-page.js'],
    include: ['{packages,apps}/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    // CUDA computes products in float32, not with the 10 bits of TF32.
    env: { NVIDIA_TF32_OVERRIDE: '0' },
    // Ends what hangs; no test is to take so long, but a busy machine may be ten times as slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The default leaves a core free, which on two cores is half of them.
    maxWorkers: '100%',
  },
});
