import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FileError } from '@tagger/core';

/** The kernel, compiled; it lies in `dist` for the sources and for the built package alike. */
const location = new URL('../dist/skip-gram.wasm', import.meta.url);

/** @throws FileError if the package was not built. */
export function readKernelBinary(): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(location));
  } catch (cause) {
    throw new FileError('the compiled kernel of skip-gram is missing', {
      location: { file: fileURLToPath(location) },
      hint: 'in the repository, make it with: pnpm build',
      cause,
    });
  }
}
