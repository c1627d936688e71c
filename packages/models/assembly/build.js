/**
 * Compiles the kernels and writes them as a module of JavaScript, `src/kernels/kernel-binary.js`: in there, no bundler, edge
 * runtime or content security policy stumbles over a file or an address.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = [
  'assembly/index.ts',
  ...['--outFile', 'kernels.wasm', '--baseDir', root],
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--importMemory'],
  ...['--enable', 'simd', '--disable', 'mutable-globals,sign-extension,bulk-memory,nontrapping-f2i'],
];
let binary;
const { error, stderr } = await asc.main(options, {
  writeFile(name, contents) {
    if (name.endsWith('.wasm')) binary = contents;
  },
});
if (error) {
  console.error(stderr.toString());
  throw error;
}
const text = Buffer.from(binary).toString('base64');
writeFileSync(
  new URL('../src/kernels/kernel-binary.js', import.meta.url),
  `/** Made by assembly/build.js. */\nexport const kernelBinary =\n  '${text}';\n`,
);
console.log(`kernels: ${binary.length} bytes of WebAssembly`);
