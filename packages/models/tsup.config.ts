import { copyFile, writeFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';
import { browserPlatform } from '../../scripts/browser-platform';
import { compactCode } from '../../scripts/compact-code';
import { declarations } from '../../scripts/declarations';
import { joinChunks } from '../../scripts/join-chunks';
import { kernelBinary } from './src/kernels/kernel-binary';

const entry = ['src/index.ts', 'src/internal.ts', 'src/webgpu.ts', 'src/worker.ts'];

const shared: Options = {
  entry,
  // Optional peers, of which the types of the second are those of the third: tsup would bundle them.
  external: ['onnxruntime-node', 'onnxruntime-web', 'onnxruntime-common', './worker-code.cjs'],
  // The first comes as an ES module alone, which a CommonJS build cannot require on every Node.js; of the second, a hundredth is used; the
  // third has its code three times over.
  noExternal: ['pbf', 'valibot', 're2js'],
};

export default defineConfig([
  {
    ...shared,
    entry: [...entry, 'src/runtime.ts', 'src/testing.ts'],
    format: ['esm'],
    plugins: [joinChunks('index'), compactCode],
    target: 'node20',
    clean: ['!browser/**', ...declarations],
    onSuccess: async () => {
      await writeFile('dist/kernels.wasm', Buffer.from(kernelBinary, 'base64'));
      await copyFile('src/pool/worker-code.cjs', 'dist/worker-code.cjs');
    },
  },
  {
    ...shared,
    format: ['esm'],
    target: 'es2022',
    platform: 'browser',
    outDir: 'dist/browser',
    esbuildPlugins: [browserPlatform],
    // In files of their own: Vite cannot bundle a worker whose files import others when they are needed.
    plugins: [compactCode],
    clean: true,
  },
]);
