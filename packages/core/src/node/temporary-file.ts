import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { type FileHandle, open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { atExit } from './at-exit';
import { formatOwnMark, isRunning, markPattern, parseMark } from './process-mark';
import { isSystemError, toFileError } from './to-file-error';

/** Longest name of a file on most systems, in bytes. */
const longestName = 255;
/** Room for what is added to the name of an output. */
const longestSuffix = 80;

export interface TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** Says that the file is gone or has taken its place: it is not removed at the end of the process. */
  forget(): void;
}

/**
 * Creates a new file beside an output, in the same file system, so that it can take its place in one step. First removes
 * those that processes have left there which were killed while they wrote the same output.
 *
 * @param path where the output is to be; its folder exists
 * @param mode its permissions, if they are not the usual ones
 * @throws FileError if nothing may be written there.
 */
export async function createTemporary(path: string, mode: number | undefined): Promise<TemporaryFile> {
  await removeLeftovers(path);
  for (let attempt = 0; ; attempt += 1) {
    const temporary = nameBeside(path, `.${formatOwnMark()}-${attempt}.tmp`);
    try {
      const handle = await open(temporary, 'wx', mode);
      if (mode !== undefined) await handle.chmod(mode);
      return { path: temporary, handle, forget: atExit(() => unlinkSync(temporary)) };
    } catch (error) {
      if (isSystemError(error) && error.code === 'EEXIST') continue;
      throw toFileError(error, path);
    }
  }
}

/** A name beside an output that begins with its name; of a name that is too long then, with a hash of it. */
export function nameBeside(path: string, suffix: string): string {
  const name = basename(path);
  const isLong = Buffer.byteLength(name) > longestName - longestSuffix;
  const stem = isLong ? createHash('sha256').update(name).digest('hex') : name;
  return join(dirname(path), `${stem}${suffix}`);
}

/** Removes the temporary files that ended processes have left of an output, its checkpoint or its lock. */
export async function removeLeftovers(path: string): Promise<void> {
  const start = basename(nameBeside(path, '.'));
  await removeAbandoned(dirname(path), (name) => name.startsWith(start));
}

/** Removes all temporary files that ended processes have left in a folder; those of running ones stay. */
export async function removeLeftoversIn(folder: string): Promise<void> {
  await removeAbandoned(folder, () => true);
}

const pattern = new RegExp(`\\.${markPattern}-\\d+\\.tmp$`);

async function removeAbandoned(folder: string, isWanted: (name: string) => boolean): Promise<void> {
  // What cannot be listed or removed is in nobody's way.
  for (const name of await readdir(folder).catch(() => [])) {
    const match = isWanted(name) ? pattern.exec(name) : null;
    if (match && isRunning(parseMark(match)) === false) await unlink(join(folder, name)).catch(() => {});
  }
}
