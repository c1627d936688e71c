import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { context } from 'esbuild';

const path = (specifier) => fileURLToPath(import.meta.resolve(specifier));

const bundle = await context({
  entryPoints: [path('./main.js'), path('./training.js')],
  outdir: path('./dist'),
  bundle: true,
  // ONNX Runtime is fetched only where there is no card.
  splitting: true,
  format: 'esm',
  target: 'es2022',
});
await bundle.rebuild();

await copyFile(path('./index.html'), path('./dist/index.html'));
const wasm = 'ort-wasm-simd-threaded.jsep.wasm';
await copyFile(path(`onnxruntime-web/${wasm}`), path(`./dist/${wasm}`));

const { port } = await bundle.serve({
  servedir: path('./dist'),
  host: '127.0.0.1',
  port: Number(process.argv[2] ?? 8000),
});
console.log(`http://127.0.0.1:${port}`);
