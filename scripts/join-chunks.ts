import { rm } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { rollup } from 'rollup';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

/**
 * Puts all that some entries of a package load into one ES module, `main.js`. esbuild cuts it into as many files as there are ways to reach a part, and
 * each takes some of the time to the first tag. What is loaded for other entries alone, or when it is needed, stays in files of its own.
 *
 * @param joined names of the entries
 */
export const joinChunks = (...joined: string[]): Plugin => ({
  name: 'join-chunks',
  async buildEnd({ writtenFiles }) {
    if (this.format !== 'esm') return;
    const folder = dirname(resolve(writtenFiles[0]!.name));
    const files = writtenFiles.map(({ name }) => resolve(name));
    const find = (name: string) => resolve(folder, `${name}.js`);
    const entries = Object.values(this.options.entry).map((path) => basename(path, '.ts'));
    const bundle = await rollup({
      input: Object.fromEntries(entries.map((name) => [name, find(name)])),
      external: (id) => !files.includes(resolve(folder, id)),
      treeshake: false,
    });
    const main = new Set<string>();
    const { output } = await bundle.write({
      dir: folder,
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      minifyInternalExports: false,
      manualChunks: (id, { getModuleInfo }) => {
        if (main.size === 0) collect(joined.map(find), main, (own) => getModuleInfo(own)!.importedIds);
        return main.has(id) ? 'main' : undefined;
      },
    });
    const kept = output.map(({ fileName }) => resolve(folder, fileName));
    await Promise.all(files.filter((file) => !kept.includes(file)).map((file) => rm(file)));
    writtenFiles.splice(
      0,
      Infinity,
      ...output.map((file, index) => ({
        name: relative('.', kept[index]!),
        size: file.type === 'chunk' ? file.code.length : file.source.length,
      })),
    );
  },
});

/** Adds modules, and all that they import, to those that were found. */
function collect(ids: readonly string[], found: Set<string>, read: (id: string) => readonly string[]): void {
  for (const id of ids)
    if (!found.has(id)) {
      found.add(id);
      collect(read(id), found, read);
    }
}
