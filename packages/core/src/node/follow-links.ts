import { lstat, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError } from './to-file-error';

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * Where a path leads, whether or not anything is there: past symbolic links, also past one whose end is missing.
 *
 * @returns the path, or the number of a descriptor of this process where it names one, as `/dev/stdout`, `/dev/fd/3` and
 *   `/proc/self/fd/3` do. What a descriptor is open for cannot be told by following its link further.
 * @throws the system's error, ENOENT if the folder does not exist.
 */
export async function followLinks(path: string): Promise<string | number> {
  const ownProcess = await realpath('/proc/self').catch(() => undefined);
  let next = path;
  for (let count = 0; count <= mostLinks; count += 1) {
    const folder = await realpath(dirname(next));
    const here = join(folder, basename(next));
    const name = basename(here);
    if (/^\d+$/.test(name) && isDescriptorFolder(folder, ownProcess)) return Number(name);
    const link = await readLink(here);
    if (link === undefined) return here;
    next = resolve(folder, link);
  }
  throw Object.assign(new Error(`ELOOP: ${path}`), { errno: -1, code: 'ELOOP' });
}

function isDescriptorFolder(folder: string, ownProcess: string | undefined): boolean {
  if (folder === '/dev/fd') return true;
  if (!ownProcess || !folder.startsWith(`${ownProcess}/`)) return false;
  return /^(\/task\/\d+)?\/fd$/.test(folder.slice(ownProcess.length));
}

async function readLink(path: string): Promise<string | undefined> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await readlink(path) : undefined;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
