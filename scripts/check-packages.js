/**
 * Checks what is published: that every entry of a package can be loaded, with its types, as ESM and as CommonJS. One process for all packages, as most of the
 * time goes into loading TypeScript.
 *
 *   pnpm check:packages
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../packages', import.meta.url));

/** Entries that nobody imports with types in CommonJS: workers, files, and suites for vitest. */
const excludeEntrypoints = ['./worker', './model.onnx', './kernels.wasm', './testing'];

/** Resolution of modules as in Node.js before 12, which knows no `exports`. */
const ignored = 'node10';

/** @returns lines that say what is wrong */
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
    return [
      ...messages.map((message) => formatMessage(message, pkg, { color: false })),
      ...(types ? [] : ['there are no types']),
      ...wrong.map((problem) => `types: ${JSON.stringify(problem)}`),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const names = readdirSync(packages);
for (const name of names)
  for (const problem of await check(name)) {
    console.error(`packages/${name}: ${problem}`);
    process.exitCode = 1;
  }
console.log(`${names.length} packages checked`);
