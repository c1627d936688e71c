/**
 * Checks what is published: that every entry of a package can be loaded, with its types, as ESM and as CommonJS, and that what an application installs is
 * small. One process for all packages, as most of the time goes into loading TypeScript.
 *
 *   pnpm check:packages
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../packages', import.meta.url));

/** Entries that nobody imports with types in CommonJS: workers, files, and suites for vitest. */
const excludeEntrypoints = ['./worker', './model.onnx', './kernels.wasm', './testing'];

/** Resolution of modules as in Node.js before 12, which knows no `exports`. */
const ignored = 'node10';

/** What an application installs to tag English, and how many bytes it may take. They depend on no other packages. */
const installed = { names: ['core', 'models', 'model-en'], bytes: 6e6 };

/** @returns lines that say what is wrong, and the bytes of all files */
async function check(name) {
  const folder = mkdtempSync(join(tmpdir(), 'tagger-pack-'));
  try {
    await run('pnpm', ['pack', '--pack-destination', folder], { cwd: join(packages, name) });
    const bytes = new Uint8Array(readFileSync(join(folder, readdirSync(folder)[0])));
    const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
    const { types, problems = [] } = await checkPackage(createPackageFromTarballData(bytes), {
      excludeEntrypoints,
    });
    const wrong = problems.filter(({ resolutionKind }) => resolutionKind !== ignored);
    const lines = [
      ...messages.map((message) => formatMessage(message, pkg, { color: false })),
      ...(types ? [] : ['there are no types']),
      ...wrong.map((problem) => `types: ${JSON.stringify(problem)}`),
    ];
    return { lines, size: sumSizes(gunzipSync(bytes)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The bytes of the files in a tar archive, each of which has a header of 512 bytes with its size in octal digits. */
function sumSizes(archive) {
  let total = 0;
  for (let at = 0; archive[at] !== 0; ) {
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8);
    total += size;
    at += 512 * (1 + Math.ceil(size / 512));
  }
  return total;
}

function complain(name, problem) {
  console.error(`packages/${name}: ${problem}`);
  process.exitCode = 1;
}

const names = readdirSync(packages);
let size = 0;
for (const name of names) {
  const found = await check(name);
  for (const line of found.lines) complain(name, line);
  if (installed.names.includes(name)) size += found.size;
}
if (size > installed.bytes)
  complain(`{${installed.names}}`, `${size} bytes together; at most ${installed.bytes} are allowed`);
console.log(`${names.length} packages checked; to tag English takes ${(size / 1e6).toFixed(2)} MB`);
