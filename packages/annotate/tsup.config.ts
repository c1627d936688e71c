import { defineConfig } from 'tsup';
import { declarations } from '../../scripts/declarations';

export default defineConfig({
  // The worker is found by its name in this package.
  entry: ['src/index.ts', 'src/internal.ts', 'src/worker.ts'],
  format: ['esm', 'cjs'],
  splitting: true,
  shims: true,
  target: 'node20',
  sourcemap: true,
  clean: declarations,
});
