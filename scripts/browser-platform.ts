import { join } from 'node:path';
import type { Options } from 'tsup';

/** Puts each `platform.browser.ts` in the place of its `platform.ts`, and so with `threads.ts`. */
export const browserPlatform: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'browser-platform',
  setup(build) {
    build.onResolve({ filter: /\/(?:platform|threads)$/ }, ({ resolveDir, path }) => ({
      path: join(resolveDir, `${path}.browser.ts`),
    }));
  },
};
