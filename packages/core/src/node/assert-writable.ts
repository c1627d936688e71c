import { unlink } from 'node:fs/promises';
import { createTemporary, findTarget } from './output-target';
import { standardStream } from './read-bytes';

/**
 * Finds out, before a long piece of work, whether its result can be written: makes a file beside it, and removes it.
 * What is there already is not touched.
 *
 * @throws {FileError} if the path is a folder, has no folder, or may not be written.
 */
export async function assertWritable(path: string): Promise<void> {
  if (path === standardStream) return;
  const target = await findTarget(path);
  if (target.isSpecial) return;
  const temporary = await createTemporary(target);
  await temporary.handle.close();
  await unlink(temporary.path);
}
