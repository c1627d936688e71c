import { FileError } from '../errors';

const problems: Readonly<Record<string, { problem: string; hint?: string }>> = {
  ENOENT: { problem: 'no such file' },
  ENOTDIR: { problem: 'a folder on the way to it is a file' },
  EISDIR: { problem: 'is a folder, not a file' },
  EACCES: { problem: 'permission denied' },
  EPERM: { problem: 'permission denied' },
  EROFS: { problem: 'its file system is read-only' },
  ENOSPC: { problem: 'no space is left on the disk' },
  EDQUOT: { problem: "the user's share of the disk is used up" },
  ELOOP: { problem: 'its symbolic links lead in a circle' },
  ENAMETOOLONG: { problem: 'its name is too long' },
  ENXIO: { problem: 'no device or pipe answers there' },
  EBADF: { problem: 'is not open for writing' },
  EBUSY: { problem: 'is in use, or a mount point, and cannot be replaced' },
  EPIPE: { problem: 'nobody reads it any more' },
  Z_BUF_ERROR: { problem: 'the gzip data ends too early', hint: 'the file is truncated: download it again' },
  Z_DATA_ERROR: { problem: 'the gzip data is damaged', hint: 'download the file again' },
};

/** Tells what a failed read or write means for the user; an error that does not come from the system stays as it is. */
export function toFileError(error: unknown, file: string): unknown {
  if (!isSystemError(error)) return error;
  const { problem, hint } = problems[error.code] ?? { problem: error.message };
  return new FileError(problem, { location: { file }, hint, cause: error });
}

/** True also of the errors of zlib, which have a number and a code like those of the system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'errno' in error && 'code' in error;
}
