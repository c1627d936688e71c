import { defineConfig } from 'tsup';
import { compactCode } from '../../scripts/compact-code';
import { declarations } from '../../scripts/declarations';

export default defineConfig({
  entry: ['src/index.ts', 'src/internal.ts', 'src/node.ts'],
  format: ['esm', 'cjs'],
  splitting: true, // Entries share their code, also in CommonJS: a class is there once.
  target: 'node20',
  clean: declarations,
  plugins: [compactCode],
});
