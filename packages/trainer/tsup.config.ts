import { defineConfig } from 'tsup';
import { browserPlatform } from '../../scripts/browser-platform';
import { declarations } from '../../scripts/declarations';

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/engines.ts', 'src/internal.ts', 'src/testing.ts', 'src/tfjs.ts'],
    format: ['esm', 'cjs'],
    splitting: true, // Entries share their code, also in CommonJS: a class is there once.
    target: 'node20',
    sourcemap: true,
    clean: ['!browser/**', ...declarations],
  },
  {
    entry: ['src/index.ts'],
    format: ['esm'],
    target: 'es2022',
    platform: 'browser',
    outDir: 'dist/browser',
    esbuildPlugins: [browserPlatform],
    clean: true,
  },
]);
