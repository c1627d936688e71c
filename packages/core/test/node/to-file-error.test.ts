import { expect, it } from 'vitest';
import { FileError } from '../../src/errors';
import { toFileError } from '../../src/node/to-file-error';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: what the system says`), { errno: -1, code });
}

it.each([
  ['EACCES', 'f: permission denied'],
  ['ENOSPC', 'f: no space is left on the disk'],
  ['EROFS', 'f: its file system is read-only'],
  ['EIO', 'f: EIO: what the system says'],
])('tells what %s means', (code, message) => {
  const cause = systemError(code);
  const error = toFileError(cause, 'f');
  expect(error).toBeInstanceOf(FileError);
  expect(error).toMatchObject({ message, cause });
});

it('leaves defects of the program alone', () => {
  const defect = new TypeError('x is not a function');
  expect(toFileError(defect, 'f')).toBe(defect);
});
