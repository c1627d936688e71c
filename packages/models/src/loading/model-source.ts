import { describeType, rejectArgument } from '@tagger/core/internal';
import { readLocalModel } from '../platform';
import { fetchModel } from './fetch-model';

/**
 * Where a model file is: a path (in a browser: an address relative to the page), a `file:`, `http:` or `https:` address as
 * a string or `URL`, or the bytes themselves.
 */
export type ModelSource = string | URL | Uint8Array | ArrayBuffer | SharedArrayBuffer;

export interface LoadedModel {
  readonly bytes: Uint8Array;
  /** What errors call the file. */
  readonly name: string;
}

/** Characters of an address that errors show; a `data:` address may be as long as the file. */
const longestName = 200;

/**
 * @throws ArgumentError if the source is none of the above
 * @throws ModelError if it cannot be read or fetched, or is larger than a model file can be
 */
export async function readModelSource(source: ModelSource): Promise<LoadedModel> {
  const bytes = viewBytes(source);
  if (bytes) return { bytes, name: 'model' };
  const isText = typeof source === 'string' && source !== '';
  if (!isText && describeType(source) !== 'a URL')
    rejectArgument('source', 'a path, a URL or the bytes of a model file', source);
  const address = String(source);
  const name = nameAddress(address);
  const isRemote = /^(?:https?|data|blob):/i.test(address);
  return { bytes: await (isRemote ? fetchModel(address, name) : readLocalModel(address, name)), name };
}

/** The types are told by name, as `instanceof` is false for objects of another window or context. */
function viewBytes(source: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(source)) return unshare(source.buffer, source.byteOffset, source.byteLength);
  const type = describeType(source);
  if (type !== 'an ArrayBuffer' && type !== 'a SharedArrayBuffer') return undefined;
  const buffer = source as ArrayBufferLike;
  return unshare(buffer, 0, buffer.byteLength);
}

/** Text cannot be decoded from shared memory, which may also change while it is read: that is copied. */
function unshare(buffer: ArrayBufferLike, start: number, length: number): Uint8Array {
  const view = new Uint8Array(buffer, start, length);
  return describeType(buffer) === 'a SharedArrayBuffer' ? new Uint8Array(view) : view;
}

/** Without a password, which is not for a log. */
function nameAddress(address: string): string {
  const name = address.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
  return name.length <= longestName ? name : `${name.slice(0, longestName)}…`;
}
