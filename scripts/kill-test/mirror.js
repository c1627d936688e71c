import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';

const pieceSize = 1 << 15;

/**
 * Serves a corpus on loopback as GitHub does, with an ETag and ranges, in small pieces that take their time.
 * @param {Record<string, { content: Buffer, sha256: string }>} corpus
 */
export async function serveCorpus(corpus) {
  const server = createServer(async (request, response) => {
    const { content, sha256 } = corpus[request.url.split('/').at(-1)];
    const etag = `"${sha256.slice(0, 16)}"`;
    const isRest = request.headers['if-range'] === etag;
    const start = isRest ? Number(/\d+/.exec(request.headers.range)[0]) : 0;
    const rest = content.subarray(start);
    response.writeHead(isRest ? 206 : 200, {
      etag,
      'content-length': rest.length,
      ...(isRest ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
    });
    for (let at = 0; at < rest.length && !response.destroyed; at += pieceSize) {
      response.write(rest.subarray(at, at + pieceSize));
      await setTimeout(5);
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
