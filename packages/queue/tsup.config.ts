import { defineConfig } from 'tsup';
import { declarations } from '../../scripts/declarations';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  splitting: true,
  target: 'node20',
  sourcemap: true,
  clean: declarations,
});
