import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** More than any chunk has; what says that it is longer is none. */
const longest = 2 ** 29;

/** Packs text with gzip. */
export function pack(text: string): Promise<Buffer> {
  return compress(text, { level: constants.Z_BEST_SPEED });
}

/** @throws Error if it is damaged, or of more than 512 MiB */
export async function unpack(bytes: Uint8Array): Promise<string> {
  return (await decompress(bytes, { maxOutputLength: longest })).toString('utf8');
}
