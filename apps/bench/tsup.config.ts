import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/train-epochs.ts'],
  format: ['esm'],
  target: 'node20',
  clean: true,
});
