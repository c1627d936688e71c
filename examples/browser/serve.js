import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { context } from 'esbuild';

const path = (specifier) => fileURLToPath(import.meta.resolve(specifier));

const bundle = await context({
  entryPoints: [path('./main.js')],
  outdir: path('./dist'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  // Only a graphics card needs it.
  external: ['onnxruntime-web'],
});
await bundle.rebuild();

await copyFile(path('./index.html'), path('./dist/index.html'));
await copyFile(path('@tagger/model-en/model.onnx'), path('./dist/model.onnx'));

const { port } = await bundle.serve({
  servedir: path('./dist'),
  host: '127.0.0.1',
  port: Number(process.argv[2] ?? 8000),
});
console.log(`http://127.0.0.1:${port}`);
