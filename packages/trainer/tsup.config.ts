import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/internal.ts', 'src/testing.ts', 'src/tfjs.ts'],
  format: ['esm', 'cjs'],
  splitting: true, // Entries share their code, also in CommonJS: a class is there once.
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
});
