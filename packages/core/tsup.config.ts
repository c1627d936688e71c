import { defineConfig } from 'tsup';
import { compactCode } from '../../scripts/compact-code';
import { declarations } from '../../scripts/declarations';
import { joinChunks } from '../../scripts/join-chunks';

export default defineConfig({
  entry: ['src/index.ts', 'src/internal.ts', 'src/node.ts'],
  format: ['esm'],
  target: 'node20',
  // Small, and each file of its own would take a millisecond of the time to the first tag.
  noExternal: [/^pure-rand/, 'fastest-levenshtein'],
  clean: declarations,
  plugins: [joinChunks('index', 'internal'), compactCode],
});
