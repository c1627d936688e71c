import { isUtf8 } from 'node:buffer';
import { RequestError } from '../errors/request-error';

/** @throws RequestError unless the bytes are UTF-8 */
export function decodeText(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new RequestError('invalid_request', 'the body is not UTF-8');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/** @throws RequestError unless the text is JSON, without what the parser says: that quotes the text */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError('invalid_request', text === '' ? 'the body is empty' : 'the body is not JSON');
  }
}
