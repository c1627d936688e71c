import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

/**
 * Files that replace modules, have a TensorFlow.js of their own, or use a graphics card or what computes one: each has a process of its own,
 * since other files would meet what they change. All others share a process for each core, which loads the sources once.
 */
const alone = [
  'packages/cli/test/{data,data-connection,data-failures,data-limits,device,lost-device,tag-on-card}.test.ts',
  'packages/models/test/{gradients/automatic-differentiation,ops-webgpu,kept-tensors,runtime/load-runtime,webgpu/*}.test.ts',
  'packages/trainer/test/{wgsl-engine,wgsl-kernels,onnx-webgpu,tfjs-webgpu,toy-layer}.test.ts',
  'test/card-day.test.ts',
];
const all = ['{packages,apps}/*/test/**/*.test.ts', 'test/**/*.test.ts'];

/** Tests run on the sources, not on the builds; only `test/` (installed packages, the browser) needs a build. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@tagger\/(\w+)$/, replacement: source('$1/src/index.ts') },
      {
        find: /^@tagger\/(\w+)\/(node|engines|internal|runtime|testing|tfjs|webgpu)$/,
        replacement: source('$1/src/$2.ts'),
      },
    ],
  },
  test: {
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: { name: 'shared', include: all, exclude: [...alone, '**/node_modules/**'], isolate: false },
      },
    ],
    globalSetup: ['packages/models/assembly/setup-tests.js', 'packages/annotate/scripts/build-page.js'],
    // CUDA computes products in float32, not with the 10 bits of TF32.
    env: { NVIDIA_TF32_OVERRIDE: '0' },
    // Ends what hangs; no test is to take so long, but a busy machine may be ten times as slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
