import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  splitting: true,
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
});
