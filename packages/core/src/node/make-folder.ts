import { rmdirSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FileError } from '../errors';
import { followLinks } from './follow-links';
import { isSystemError, toFileError } from './to-file-error';

/** @throws FileError if it is there and no folder, or a file is in the way to it. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false;
    throw toFileError(error, path);
  }
  throw new FileError('is a file, not a folder', { location: { file: path }, hint: 'choose another name' });
}

/**
 * Makes a folder, and those on the way to it. The recursive `mkdir` of Node.js says 'no such file' of a disk that is
 * read-only, and never ends in `/proc`.
 *
 * @returns the first folder that was made; undefined if it was there.
 * @throws FileError if a file is in the way, or the folder cannot be made.
 */
export async function makeFolder(folder: string): Promise<string | undefined> {
  if (await isFolder(folder)) return undefined;
  // A link whose end is missing stays: the folder comes into being there.
  const path = await findEnd(folder);
  const parent = dirname(path);
  const made = parent === path ? undefined : await makeFolder(parent);
  try {
    await mkdir(path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST' && (await isFolder(path))) return made;
    if (isSystemError(error) && error.code === 'ENOENT')
      throw new FileError('cannot create a folder there', { location: { file: folder }, cause: error });
    throw toFileError(error, folder);
  }
  return made ?? path;
}

async function findEnd(folder: string): Promise<string> {
  try {
    return String(await followLinks(resolve(folder)));
  } catch {
    return resolve(folder); // its parent has to be made first
  }
}

/** Removes the folders that {@link makeFolder} made, from the inner one to the first, as far as they are empty. */
export function removeEmpty(folder: string, first: string): void {
  try {
    for (let path = resolve(folder); path.length >= resolve(first).length; path = dirname(path))
      rmdirSync(path);
  } catch {
    // One of them is not empty: those around it are not, either.
  }
}
