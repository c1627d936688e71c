import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Names a process so that another one can tell later whether it is still running: its id, when it started (an id is
 * given again to a later process), and the computer (a folder may be shared). In file names: `PID-START-HOST`.
 */
export interface ProcessMark {
  readonly pid: number;
  /** Clock ticks from the start of the system, where that can be read (Linux); 0 elsewhere. */
  readonly start: string;
  /** A hash of the computer's name: eight hexadecimal digits. */
  readonly host: string;
}

/** Matches a mark in a file name or a lock file; its groups are the parts of the mark. */
export const markPattern = '([1-9]\\d*)-(\\d+)-([0-9a-f]{8})';

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** The mark of this process. */
export function formatOwnMark(): string {
  return `${process.pid}-${readStatus(process.pid)?.start ?? 0}-${host}`;
}

/** @returns the mark that a match of {@link markPattern} holds */
export function parseMark([, pid, start, host]: RegExpExecArray): ProcessMark {
  return { pid: Number(pid), start: start!, host: host! };
}

/** @returns false only of a process that has ended for sure; undefined of one on another computer */
export function isRunning(mark: ProcessMark): boolean | undefined {
  if (mark.host !== host) return undefined;
  try {
    process.kill(mark.pid, 0); // sends nothing
  } catch (error) {
    // Another user's process may not be sent signals.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const status = readStatus(mark.pid);
  if (!status || mark.start === '0') return true;
  return status.start === mark.start && !/[ZX]/.test(status.state);
}

/** From `/proc/PID/stat`: one letter, Z or X of a process that has ended; and the field `starttime` (proc(5)). */
function readStatus(pid: number): { state: string; start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program, in brackets, may have blanks and brackets in it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, start: fields[19]! };
  } catch {
    return undefined;
  }
}
