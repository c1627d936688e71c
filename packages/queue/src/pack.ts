import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** More than any chunk has; what says that it is longer is none. */
const longest = 2 ** 29;

/** Packs bytes, or text in UTF-8, with gzip. */
export function packBytes(content: Uint8Array | string): Promise<Buffer> {
  return compress(content, { level: constants.Z_BEST_SPEED });
}

/** @throws Error if they are damaged, or more than 512 MiB */
export function unpackBytes(packed: Uint8Array): Promise<Buffer> {
  return decompress(packed, { maxOutputLength: longest });
}

/** Packs text, or bytes, as a string. */
export async function pack(content: string | Uint8Array): Promise<string> {
  return (await packBytes(content)).toString('base64');
}

/** @throws Error if it is damaged, or of more than 512 MiB */
export async function unpack(packed: string): Promise<Buffer> {
  return unpackBytes(Buffer.from(packed, 'base64'));
}
