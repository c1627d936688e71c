import { defineConfig } from 'tsup';

export default defineConfig({
  // The worker is found by its name in this package.
  entry: ['src/index.ts', 'src/internal.ts', 'src/worker.ts'],
  format: ['esm', 'cjs'],
  splitting: true,
  shims: true,
  target: 'node20',
  dts: { entry: ['src/index.ts', 'src/internal.ts'] },
  sourcemap: true,
  clean: true,
});
