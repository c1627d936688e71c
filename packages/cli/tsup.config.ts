import { defineConfig } from 'tsup';
import { declarations } from '../../scripts/declarations';

const common = { target: 'node20', sourcemap: true } as const;

export default defineConfig([
  // Each verb is a chunk of its own, loaded when it is called.
  { ...common, entry: ['src/index.ts', 'src/bin.ts'], format: ['esm'], clean: declarations },
  // CommonJS has no import.meta.url of its own, by which the embedded corpus is found.
  { ...common, entry: ['src/index.ts'], format: ['cjs'], shims: true },
]);
