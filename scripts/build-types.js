/**
 * Writes the declarations of all packages: `dist/*.d.ts` for ES modules, `dist/*.d.cts` for CommonJS. One program does it for all, since reading the
 * sources takes most of the time, and no package waits for another.
 *
 *   pnpm build
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const packages = 'packages';

/** Pairs such as `models/dist/index` and its source, for all declarations that the exports of a package name. */
function listEntries(name) {
  const { exports } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
  const entries = JSON.stringify(exports).match(/(?<=dist\/)[\w-]+(?=\.d\.ts)/g) ?? [];
  return entries.map((entry) => [`${name}/dist/${entry}`, join(packages, name, 'src', `${entry}.ts`)]);
}

function removeDeclarations(folder) {
  for (const file of existsSync(folder) ? readdirSync(folder) : [])
    if (/\.d\.c?ts$/.test(file)) rmSync(join(folder, file));
}

const names = readdirSync(packages);
const bundle = await rollup({
  input: Object.fromEntries(names.flatMap(listEntries)),
  // What a package does not own: what it imports by a name.
  external: /^(?!packages\/)[\w@]/,
  plugins: [dts({ tsconfig: 'tsconfig.json' })],
  onLog(level, { code, message }) {
    if (level === 'warn' && code !== 'EMPTY_BUNDLE') throw new Error(message);
  },
});
for (const name of names) removeDeclarations(join(packages, name, 'dist'));
for (const extension of ['d.ts', 'd.cts'])
  await bundle.write({
    dir: packages,
    entryFileNames: `[name].${extension}`,
    // Next to the entries that share it, which are of one package.
    chunkFileNames: ({ moduleIds }) =>
      `${/packages\/([^/]+)/.exec(moduleIds.at(-1))[1]}/dist/[name]-[hash].${extension}`,
  });
