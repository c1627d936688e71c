import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { RequestError } from '../errors/request-error';
import { decodeText } from './read-json';

/** The fields of a form by their names; a file is the field with its content. Of several fields of one name the last. */
export type FormFields = Readonly<Record<string, string>>;

/** @throws RequestError unless the body is UTF-8 */
export function readUrlEncoded(body: Buffer): FormFields {
  return Object.fromEntries(new URLSearchParams(decodeText(body)));
}

/** @throws RequestError unless the body is what its `Content-Type` says, in UTF-8 */
export function readMultipart(body: Buffer, contentType: string): Promise<FormFields> {
  decodeText(body);
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const fail = () => reject(new RequestError('invalid_request', 'the body is no multipart/form-data'));
    try {
      const headers: BusboyHeaders = { 'content-type': contentType };
      const parser = new Busboy({ headers, limits: { fieldSize: body.length, fields: 32, files: 8 } });
      parser.on('field', (name, value) => fields.set(name, value));
      parser.on('file', (name, file) => {
        const pieces: Buffer[] = [];
        file.on('data', (piece: Buffer) => pieces.push(piece));
        file.on('end', () => fields.set(name, Buffer.concat(pieces).toString()));
        file.on('error', fail);
      });
      parser.on('error', fail);
      parser.on('finish', () => resolve(Object.fromEntries(fields)));
      parser.end(body);
    } catch {
      fail();
    }
  });
}
