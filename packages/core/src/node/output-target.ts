import { fstatSync, type Stats, writeSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileError } from '../errors';
import { followLinks } from './follow-links';
import { isSystemError, toFileError } from './to-file-error';

/** Where an output is to go. Only a regular file is ever replaced; all else is written as it is. */
export type OutputTarget =
  | {
      readonly kind: 'file';
      /** The file, past symbolic links; it may not exist yet. */
      readonly path: string;
      /** The permissions of the file that is replaced. */
      readonly mode: number | undefined;
    }
  /** A device, a pipe, or a file without a name. */
  | { readonly kind: 'special'; readonly path: string }
  /** A descriptor that this process was started with, such as that of `/dev/stdout`. */
  | { readonly kind: 'descriptor'; readonly descriptor: number };

/** @throws FileError if the path is a folder or a socket, has no folder, or may not be written. */
export async function findTarget(path: string): Promise<OutputTarget> {
  if (path === '' || /[\\/]$/.test(path)) return refuseFolder(path);
  try {
    const end = await followLinks(path);
    if (typeof end === 'number') {
      checkDescriptor(end, path);
      return { kind: 'descriptor', descriptor: end };
    }
    const existing = await findStats(path);
    if (!existing) return { kind: 'file', path: end, mode: undefined };
    if (existing.isDirectory()) return refuseFolder(path);
    if (existing.isSocket())
      throw new FileError('is a socket, which cannot be opened as a file', { location: { file: path } });
    await access(path, constants.W_OK);
    // A descriptor of another process may be open for a file that has no name any more.
    const isNamed = existing.isFile() && isSame(existing, await findStats(end));
    return isNamed ? { kind: 'file', path: end, mode: existing.mode } : { kind: 'special', path };
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') throw createFolderError(path);
    throw toFileError(error, path);
  }
}

function refuseFolder(path: string): never {
  if (path !== '') throw new FileError('is a folder, not a file', { location: { file: path } });
  throw new FileError('the output has no name', { hint: 'give the name of a file' });
}

async function findStats(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isSame(one: Stats, other: Stats | undefined): boolean {
  return other !== undefined && one.dev === other.dev && one.ino === other.ino;
}

/** A descriptor of Node.js itself, such as that of its event loop, is none of the kinds that may be written. */
function checkDescriptor(descriptor: number, path: string): void {
  const stats = findOpen(descriptor);
  const isKnown =
    stats && [stats.isFile(), stats.isFIFO(), stats.isSocket(), stats.isCharacterDevice()].includes(true);
  if (!isKnown) throw new FileError(`descriptor ${descriptor} is not open`, { location: { file: path } });
  // Of one that is open for reading alone, writing nothing fails already.
  if (!stats.isSocket()) writeSync(descriptor, new Uint8Array());
}

function findOpen(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}

function createFolderError(path: string): FileError {
  return new FileError('its folder does not exist', {
    location: { file: path },
    hint: `create it with: mkdir -p ${dirname(path)}`,
  });
}
