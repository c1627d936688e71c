import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CorpusError } from '../errors';
import { parseBrat } from '../formats/brat/parse-brat';
import type { ParseOptions } from '../formats/corpus-format';
import type { Sentence } from '../sentence';
import { readWholeText } from './read-whole-text';
import { toFileError } from './to-file-error';

/** The names of the two files of a document of brat, by the name of either. */
export function nameBratFiles(path: string): { readonly text: string; readonly annotations: string } {
  const stem = path.replace(/\.(?:ann|txt)$/i, '');
  return stem === path
    ? { text: `${path}.txt`, annotations: `${path}.ann` }
    : { text: path.replace(/\.ann$/i, '.txt'), annotations: path.replace(/\.txt$/i, '.ann') };
}

/** Whether there are annotations of brat at a path: a folder with `.ann` files, or a `.txt` with such a file beside it. */
export async function isBrat(path: string): Promise<boolean> {
  if (/\.txt$/i.test(path)) return isFile(nameBratFiles(path).annotations);
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true && (await listDocuments(path)).length > 0;
}

/**
 * Reads the documents of brat at a path: one, or those of a folder and the folders in it, in the order of their names.
 *
 * @throws FileError if a file cannot be read, CorpusError if one is not of this format
 */
export async function* readBrat(path: string, options: ParseOptions): AsyncGenerator<Sentence> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory();
  const names = isFolder ? await listDocuments(path) : [path];
  for (const name of names) {
    const files = nameBratFiles(name);
    const annotations = await readWholeText(files.annotations);
    if (!(await isFile(files.text)))
      throw new CorpusError('there is no text beside it', {
        location: { file: files.annotations },
        hint: `brat has it in ${files.text}`,
      });
    const document = {
      text: await readWholeText(files.text),
      annotations,
      textFile: files.text,
      annotationsFile: files.annotations,
    };
    yield* parseBrat(document, options);
  }
}

async function listDocuments(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names
      .filter((name) => /\.ann$/i.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    throw toFileError(error, folder);
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
