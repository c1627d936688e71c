import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts'],
  format: ['esm', 'cjs'],
  splitting: true, // Entries share their code, also in CommonJS: a class is there once.
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
  shims: true, // import.meta.url in the CommonJS build, to find skip-gram.wasm
});
