import { access, constants, type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileError } from '../errors/file-error';
import { isSystemError, toFileError } from './to-file-error';

/** Where an output is to go. */
export interface OutputTarget {
  /** The file behind symbolic links. */
  readonly path: string;
  /** True of a device, a pipe or a socket: it is written as it is, and never replaced. */
  readonly isSpecial: boolean;
  /** The permissions of the file that is replaced. */
  readonly mode: number | undefined;
}

/** @throws {FileError} if the path is a folder, or a file that may not be written. */
export async function findTarget(path: string): Promise<OutputTarget> {
  try {
    const existing = await stat(path);
    if (existing.isDirectory()) throw new FileError('is a folder, not a file', { location: { file: path } });
    await access(path, constants.W_OK);
    return { path: await realpath(path), isSpecial: !existing.isFile(), mode: existing.mode };
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return { path, isSpecial: false, mode: undefined };
    throw toFileError(error, path);
  }
}

/**
 * Creates a new file beside the target, in the same file system, so that it can take its place in one step.
 *
 * @throws {FileError} if there is no folder for it, or nothing may be written there.
 */
export async function createTemporary(target: OutputTarget): Promise<{ path: string; handle: FileHandle }> {
  for (let attempt = 0; ; attempt += 1) {
    const path = `${target.path}.${process.pid}-${attempt}.tmp`;
    try {
      const handle = await open(path, 'wx', target.mode);
      if (target.mode !== undefined) await handle.chmod(target.mode);
      return { path, handle };
    } catch (error) {
      if (isSystemError(error) && error.code === 'EEXIST') continue;
      if (isSystemError(error) && error.code === 'ENOENT') throw createFolderError(target.path);
      throw toFileError(error, target.path);
    }
  }
}

function createFolderError(path: string): FileError {
  return new FileError('its folder does not exist', {
    location: { file: path },
    hint: `make it with: mkdir -p ${dirname(path)}`,
  });
}
