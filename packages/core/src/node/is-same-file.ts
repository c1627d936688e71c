import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** True if two paths name one file or pipe, also by links. Devices such as `/dev/null` may be used for more than one thing. */
export function isSameFile(one: string, other: string): boolean {
  const [first, second] = [find(one), find(other)];
  if (first?.isCharacterDevice()) return false;
  if (resolve(one) === resolve(other)) return true;
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

function find(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined; // that it cannot be reached is told of when it is opened
  }
}
