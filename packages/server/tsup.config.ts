import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/internal.ts'],
  format: ['esm', 'cjs'],
  splitting: true,
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
});
