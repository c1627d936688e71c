import english from '@tagger/model-en';
import { startServer } from '@tagger/server';

const { HOST: host = '127.0.0.1', PORT: port = '8080', TAGGER_MODEL: model } = process.env;
const server = await startServer({
  models: [{ name: 'model', source: model ?? english }],
  host,
  port: Number(port),
});
console.log(server.url);

// A container's first process has no handler of signals but its own.
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => server.close());
