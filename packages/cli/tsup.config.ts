import { defineConfig } from 'tsup';

const common = { target: 'node20', sourcemap: true, clean: true } as const;

export default defineConfig([
  // CommonJS has no import.meta.url of its own, by which the embedded corpus is found.
  { ...common, entry: ['src/index.ts'], format: ['esm', 'cjs'], dts: true, shims: true },
  { ...common, entry: ['src/bin.ts'], format: ['esm'], clean: false },
]);
