import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Serves a folder under a strict content security policy, `/` as a page that has the script; `/isolated` may share memory. */
export async function serveFolder(folder: string, script: string, model: string) {
  const page = `<!doctype html><meta charset="utf-8"><script type="module" src="/${script}"></script>`;
  const server = createServer(async ({ url = '/' }, response) => {
    const isPage = url === '/' || url === '/isolated';
    const file = url === '/model.onnx' ? model : join(folder, url);
    const content = isPage ? page : await readFile(file).catch(() => undefined);
    if (content === undefined) return response.writeHead(404).end();
    response.setHeader(
      'content-type',
      isPage ? 'text/html' : (types[extname(url)] ?? 'application/octet-stream'),
    );
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'",
    );
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (url === '/isolated') response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
