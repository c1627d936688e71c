import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const coreSource = (entry: string) =>
  fileURLToPath(new URL(`../../../core/src/${entry}.ts`, import.meta.url));

/** Bundles a module, given as the text of an entry file of this folder, and imports the result. */
export async function importBundle<Module>(contents: string, plugins: Plugin[] = []): Promise<Module> {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const outfile = join(folder, 'bundle.cjs');
  try {
    await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      mainFields: ['module', 'main'],
      // The sources, as in every test: there may be no build.
      alias: { '@tagger/core': coreSource('index'), '@tagger/core/internal': coreSource('internal') },
      plugins,
      outfile,
      logLevel: 'silent',
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
