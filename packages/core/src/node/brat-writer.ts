import { once } from 'node:events';
import { SettingsError } from '../errors';
import { BratFormatter } from '../formats/brat/brat-formatter';
import type { Sentence } from '../sentence';
import { nameBratFiles } from './brat-files';
import { createOutputFile, type OutputFile } from './output-file';
import { standardStream } from './read-bytes';

/**
 * Opens the two files of a document of brat, of which the path names one, as a `CorpusWriter`.
 *
 * @throws SettingsError for the standard output, FileError if a file cannot be written
 */
export async function createBratWriter(path: string) {
  if (path === standardStream)
    throw new SettingsError('brat has two files, which the standard output cannot hold', {
      hint: 'give -o a name, such as corpus.ann',
    });
  const names = nameBratFiles(path);
  const text = await createOutputFile(names.text);
  const annotations = await createOutputFile(names.annotations).catch(async (error) => {
    await text.abort();
    throw error;
  });
  const formatter = new BratFormatter();
  return {
    async write(sentence: Sentence) {
      const written = formatter.format(sentence);
      await write(text, written.text);
      await write(annotations, written.annotations);
      return true;
    },
    async close() {
      await text.commit();
      await annotations.commit();
    },
    async abort() {
      await text.abort();
      await annotations.abort();
    },
  };
}

async function write({ stream }: OutputFile, content: string): Promise<void> {
  // What fails here is told of by `commit`.
  if (!stream.write(content) && !stream.destroyed) await once(stream, 'drain').catch(() => {});
}
