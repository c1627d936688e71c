/** Runs in Node.js, Bun and Deno. Prints the answers as JSON; ends although an idle pool was not released. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import model from '@tagger/model-en';
import { Tagger } from '@tagger/models';
import { ask, check, text } from './check.js';

const bytes = await readFile(model);
const server = createServer((_, response) => response.end(bytes));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/model.onnx`;
const sources = {
  path: fileURLToPath(model),
  'file URL': model,
  'http address': address,
  Response: await fetch(address),
  Buffer: bytes,
  ArrayBuffer: Uint8Array.from(bytes).buffer,
  Blob: new Blob([bytes]),
};
const tags = {};
for (const [name, source] of Object.entries(sources)) {
  const tagger = await Tagger.load(source);
  tags[name] = (await tagger.tag(text)).map(({ tag }) => tag).join(' ');
  await tagger.release();
}
server.closeAllConnections?.();
server.close();

const pool = await Tagger.pool(model, { workers: 2 });
const poolName = pool.runtimeName;
const poolAnswers = await ask(pool);
const idle = await Tagger.pool(model, { workers: 1 });
await idle.tag(text);
console.log(JSON.stringify({ ...(await check(Tagger, bytes)), tags, poolName, poolAnswers }));
