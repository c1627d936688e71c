import { rm } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { rollup } from 'rollup';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

const formats = [
  ['esm', 'js'],
  ['cjs', 'cjs'],
] as const;

/**
 * Puts all that some entries of a package load into one file, `main`, and writes the package as CommonJS, too. esbuild cuts it into as many files as
 * there are ways to reach a part, and each takes some of the time to the first tag. What is loaded for other entries alone, or when it is needed, stays in
 * files of its own: entries share their code, so that a class is there once.
 *
 * @param joined names of the entries
 */
export const joinChunks = (...joined: string[]): Plugin => ({
  name: 'join-chunks',
  async buildEnd({ writtenFiles }) {
    const files = writtenFiles.map(({ name }) => resolve(name));
    const dir = dirname(files[0]!);
    const find = (name: string) => resolve(dir, `${name}.js`);
    const entries = Object.values(this.options.entry).map((path) => basename(path, '.ts'));
    const bundle = await rollup({
      input: Object.fromEntries(entries.map((name) => [name, find(name)])),
      external: (id) => !files.includes(resolve(dir, id)),
      treeshake: false,
    });
    const imports = new Map(bundle.cache!.modules.map(({ id, dependencies }) => [id, dependencies]));
    const main = new Set<string>();
    for (const name of joined) collect(find(name), imports, main);
    await Promise.all(files.map((file) => rm(file)));
    writtenFiles.length = 0;
    for (const [format, extension] of formats) {
      const { output } = await bundle.write({
        dir,
        format,
        entryFileNames: `[name].${extension}`,
        chunkFileNames: `[name].${extension}`,
        exports: 'named',
        interop: 'auto',
        dynamicImportInCjs: false,
        minifyInternalExports: false,
        manualChunks: (id) => (main.has(id) ? 'main' : undefined),
      });
      for (const file of output)
        if (file.type === 'chunk')
          writtenFiles.push({ name: relative('.', resolve(dir, file.fileName)), size: file.code.length });
    }
  },
});

/** Adds a module, and all that it imports, to those that were found. */
function collect(id: string, imports: ReadonlyMap<string, readonly string[]>, found: Set<string>): void {
  if (found.has(id)) return;
  found.add(id);
  for (const next of imports.get(id) ?? []) collect(next, imports, found);
}
