import { access, constants, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { assertWritable } from './assert-writable';
import { isFolder, makeFolder, removeEmpty } from './make-folder';
import { createOutputFile, type OutputFile } from './output-file';
import { toFileError } from './to-file-error';

/**
 * Finds out, before a long piece of work, whether files of these names can be written into a folder, which need not be
 * there yet. Nothing stays on the disk.
 *
 * @throws FileError if the folder is a file, or may not be written or made.
 */
export async function assertFolderWritable(folder: string, names: readonly string[]): Promise<void> {
  if (await isFolder(folder)) {
    for (const name of names) await assertWritable(join(folder, name));
    return;
  }
  let parent = dirname(resolve(folder));
  while (!(await isFolder(parent))) parent = dirname(parent);
  await access(parent, constants.W_OK | constants.X_OK).catch((error) => {
    throw toFileError(error, parent);
  });
}

/**
 * Writes files into a folder, which is made if need be; other files in it stay as they are. No file takes its place before
 * the content of all is written, and a folder that was made goes again if that fails.
 *
 * @throws FileError if one cannot be written.
 */
export async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const paths = Object.keys(files).map((name) => join(folder, name));
  const made = await makeFolder(folder);
  const open: OutputFile[] = [];
  try {
    for (const [index, content] of Object.values(files).entries()) {
      const file = await createOutputFile(paths[index]!);
      open.push(file);
      await write(file, content, paths[index]!);
    }
    for (const file of open) await file.commit();
  } catch (error) {
    for (const file of open) await file.abort();
    if (made !== undefined) {
      for (const path of paths) await rm(path, { force: true });
      removeEmpty(folder, made);
    }
    throw error;
  }
}

function write({ stream }: OutputFile, content: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('error', reject);
    stream.write(content, (error) => (error ? reject(toFileError(error, path)) : resolve()));
  });
}
