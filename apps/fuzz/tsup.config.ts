import { defineConfig } from 'tsup';

/** What the packages do not export (checkpoints, config files) is bundled from their sources; all else is their builds. */
export default defineConfig({
  entry: { index: 'src/index.ts', 'run-turns': 'src/run-turns.ts' },
  format: ['esm'],
  target: 'node20',
  clean: true,
});
