import { defineConfig } from 'tsup';
import { browserPlatform } from '../../scripts/browser-platform';

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/engines.ts', 'src/internal.ts', 'src/testing.ts', 'src/tfjs.ts'],
    format: ['esm', 'cjs'],
    splitting: true, // Entries share their code, also in CommonJS: a class is there once.
    target: 'node20',
    dts: true,
    sourcemap: true,
    clean: ['!browser/**'],
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
