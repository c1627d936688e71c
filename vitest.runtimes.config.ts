import { defineConfig } from 'vitest/config';

/** The packed packages in other runtimes and bundlers, which are downloaded first: `pnpm test:runtimes`. */
export default defineConfig({
  test: {
    globalSetup: ['test/runtimes/prepare.ts'],
    include: ['test/runtimes/*.runtime.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
