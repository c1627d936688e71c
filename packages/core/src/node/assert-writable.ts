import { unlink } from 'node:fs/promises';
import { findTarget, type OutputTarget } from './output-target';
import { standardStream } from './read-bytes';
import { createTemporary } from './temporary-file';

/**
 * Finds out, before a long piece of work, whether its result can be written: makes a file beside it, and removes it.
 * What is there already is not touched.
 *
 * @returns where it will be written
 * @throws FileError if the path is a folder, has no folder, or may not be written.
 */
export async function assertWritable(path: string): Promise<OutputTarget> {
  if (path === standardStream) return { kind: 'descriptor', descriptor: 1 };
  const target = await findTarget(path);
  if (target.kind !== 'file') return target;
  const temporary = await createTemporary(target.path, target.mode);
  await temporary.handle.close();
  await unlink(temporary.path);
  temporary.forget();
  return target;
}
