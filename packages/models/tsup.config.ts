import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  // An optional dependency, which tsup would bundle otherwise.
  external: ['onnxruntime-node'],
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
});
