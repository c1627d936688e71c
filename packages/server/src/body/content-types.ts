import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestError } from '../errors/request-error';
import { readMultipart, readUrlEncoded } from './read-form';
import { decodeText, parseJson } from './read-json';

/** Types of JSON Lines, of which none is registered. */
export const jsonLinesTypes = ['application/x-ndjson', 'application/jsonl', 'application/x-jsonlines'];

export const formTypes = {
  urlEncoded: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
} as const;

/** Says how bodies are read. JSON Lines stay a stream. */
export function addContentTypes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    const type = request.headers['content-type'] ?? '';
    const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type)?.[1] ?? 'utf-8';
    if (encoding.toLowerCase() !== 'identity')
      done(new RequestError('unsupported_media_type', 'the body must have no Content-Encoding'));
    else if (!/^(utf-?8|us-ascii)$/i.test(charset))
      done(new RequestError('unsupported_media_type', 'the charset of the body must be UTF-8'));
    else done();
  });
  const asBytes = { parseAs: 'buffer' } as const;
  app.addContentTypeParser('application/json', asBytes, async (_request: FastifyRequest, body: Buffer) =>
    parseJson(decodeText(body)),
  );
  app.addContentTypeParser(formTypes.urlEncoded, asBytes, async (_request: FastifyRequest, body: Buffer) =>
    readUrlEncoded(body),
  );
  app.addContentTypeParser(formTypes.multipart, asBytes, (request: FastifyRequest, body: Buffer) =>
    readMultipart(body, request.headers['content-type']!),
  );
  app.addContentTypeParser(
    jsonLinesTypes,
    async (_request: FastifyRequest, payload: IncomingMessage) => payload,
  );
}
