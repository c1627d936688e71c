import { closeSync, openSync, readFileSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FileError } from '../errors';
import { atExit } from './at-exit';
import { makeFolder, removeEmpty } from './make-folder';
import { findTarget } from './output-target';
import { formatOwnMark, isRunning, markPattern, parseMark } from './process-mark';
import { nameBeside, removeLeftovers, removeLeftoversIn } from './temporary-file';
import { isSystemError, toFileError } from './to-file-error';

/** Keeps other runs from an output; they are told which process holds it. */
export interface OutputLock {
  /** Lets the next run have the output. */
  release(): Promise<void>;
}

/** The lock of a folder, a file in it. */
export const folderLockName = 'tagger.lock';

/** How often, and after how many milliseconds, a lock is looked at again whose writer has not named itself yet. */
const retries = { count: 20, pause: 50 };

/**
 * Reserves an output file for this process by a file beside it, `OUTPUT.lock`, and removes what killed runs have left of
 * it. A lock whose process has ended is taken over. An output that is no regular file needs no lock.
 *
 * @throws FileError if another run holds it, or the output cannot be written.
 */
export async function lockOutput(path: string): Promise<OutputLock> {
  const target = await findTarget(path);
  if (target.kind !== 'file') return { async release() {} };
  await removeLeftovers(target.path);
  return lock(nameBeside(target.path, '.lock'), path);
}

/**
 * Reserves a folder of outputs for this process, as {@link lockOutput} does: by a file in it, `tagger.lock`. The folder is
 * made if need be, and goes again with the lock where nothing else was written into it.
 *
 * @throws FileError if another run holds it, or the folder cannot be made or written.
 */
export async function lockFolder(folder: string): Promise<OutputLock> {
  const made = await makeFolder(folder);
  const clean = () => {
    if (made !== undefined) removeEmpty(folder, made);
  };
  const forget = atExit(clean);
  try {
    await removeLeftoversIn(folder);
    const { release } = await lock(join(folder, folderLockName), folder);
    return {
      async release() {
        forget();
        await release();
        clean();
      },
    };
  } catch (error) {
    forget();
    clean();
    throw error;
  }
}

async function lock(path: string, output: string): Promise<OutputLock> {
  for (let attempt = 0; !create(path, ownMark(), output); attempt += 1) {
    const found = read(path, output);
    const match = matchMark(found ?? '');
    // Created a moment ago, or by a process that was killed in that moment.
    const isNameless = found === '';
    if (found === undefined || (isNameless && attempt < retries.count)) {
      await setTimeout(isNameless ? retries.pause : 0);
      continue;
    }
    if (!match && !isNameless)
      throw new FileError('exists, and is not a lock of tagger', {
        location: { file: path },
        hint: 'move it away, or choose another output',
      });
    if (match && isRunning(parseMark(match)) !== false) throw describeHolder(match, path, output);
    if (!removeAbandoned(path, found, output, attempt)) await setTimeout(retries.pause);
  }
  // Of a run that was killed after it had removed the lock before.
  rmSync(claimOf(path), { force: true });
  const remove = () => removeOwn(path, output);
  const forget = atExit(remove);
  return {
    async release() {
      forget();
      remove();
    },
  };
}

/** @returns false if it is there already. */
function create(path: string, content: string, output: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx');
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw toFileError(error, output);
  }
  try {
    writeSync(descriptor, content);
  } catch (error) {
    unlinkSync(path);
    throw toFileError(error, output);
  } finally {
    closeSync(descriptor);
  }
  return true;
}

/** @returns undefined if it is gone again. */
function read(path: string, output: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw toFileError(error, output);
  }
}

/**
 * Removes a lock that nobody holds. Several runs may find it at a time, and a slower one must not remove the new lock of a
 * faster one. So who removes it must have claimed it, and looks again under the claim. A claim lasts as long as it takes to
 * remove a file; one of a killed run is as abandoned as the lock.
 *
 * @returns false if another run has claimed it.
 */
function removeAbandoned(path: string, content: string, output: string, attempt: number): boolean {
  const claim = claimOf(path);
  if (!create(claim, ownMark(), output)) {
    const found = read(claim, output);
    const match = matchMark(found ?? '');
    const isAbandoned = match ? isRunning(parseMark(match)) === false : attempt >= retries.count;
    if (found !== undefined && isAbandoned) removeAbandoned(claim, found, output, attempt);
    return false;
  }
  if (read(path, output) === content) unlinkSync(path);
  removeOwn(claim, output);
  return true;
}

const matchMark = (content: string) => new RegExp(`^${markPattern} (.*)\n$`).exec(content);

const claimOf = (path: string) => `${path}.claim`;

const ownMark = () => `${formatOwnMark()} ${hostname()}\n`;

function removeOwn(path: string, output: string): void {
  if (read(path, output) === ownMark()) unlinkSync(path);
}

function describeHolder(match: RegExpExecArray, path: string, output: string): FileError {
  const mark = parseMark(match);
  const isElsewhere = isRunning(mark) === undefined;
  return new FileError(
    `process ${mark.pid}${isElsewhere ? ` on the computer ${match[4]}` : ''} is writing it already`,
    {
      location: { file: output },
      hint: `wait for it to end, or choose another output; if that process is not a run of tagger, remove ${basename(path)}`,
    },
  );
}
