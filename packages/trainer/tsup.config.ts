import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

/** Puts `platform.browser.ts` in the place of `platform.ts`. */
const browserPlatform: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'browser-platform',
  setup(build) {
    build.onResolve({ filter: /\/platform$/ }, ({ resolveDir, path }) => ({
      path: join(resolveDir, `${path}.browser.ts`),
    }));
  },
};

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/internal.ts', 'src/testing.ts', 'src/tfjs.ts'],
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
