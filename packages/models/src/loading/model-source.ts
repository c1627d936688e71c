import { describeType, rejectArgument } from '@tagger/core/internal';
import { ModelError } from '../errors';
import { readLocalModel } from '../platform';
import { firstLine } from '../runtime/first-line';
import { collectBytes } from './collect-bytes';
import { fetchModel, readResponse } from './fetch-model';

/**
 * Where a model file is: a path (in a browser: an address relative to the page), a `file:`, `http:` or `https:` address as
 * a string or `URL`, the response of a server, a `Blob` or `File`, or the bytes themselves.
 */
export type ModelSource = string | URL | Response | Blob | Uint8Array | ArrayBuffer | SharedArrayBuffer;

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
  const type = describeType(source);
  if (type === 'a Response') {
    const response = source as Response;
    const name = nameAddress(response.url) || 'model';
    return { bytes: await readResponse(response, name), name };
  }
  if (type === 'a Blob' || type === 'a File') {
    const name = (source as Blob & { name?: string }).name || 'model';
    return { bytes: await readBlob(source as Blob, name), name };
  }
  if ((typeof source !== 'string' || source === '') && type !== 'a URL')
    rejectArgument('source', 'a path, a URL, a Response, a Blob or the bytes of a model file', source);
  const address = String(source);
  const name = nameAddress(address);
  const isRemote = /^(?:https?|data|blob):/i.test(address);
  return { bytes: await (isRemote ? fetchModel(address, name) : readLocalModel(address, name)), name };
}

async function readBlob(blob: Blob, name: string): Promise<Uint8Array> {
  collectBytes(name, blob.size);
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new ModelError(`cannot be read: ${firstLine(cause)}`, { location: { file: name }, cause });
  }
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
