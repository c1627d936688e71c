import type { Writable } from 'node:stream';
import type { FormatName, FormatOptions } from '../formats/corpus-format';
import { corpusFormats, formatSentence } from '../formats/corpus-formats';
import type { Sentence } from '../sentence';
import { createBratWriter } from './brat-writer';
import { requireFormat } from './require-format';
import { createTextWriter } from './text-writer';

/** Options of `writeCorpus`. */
export interface WriteCorpusOptions extends FormatOptions {
  /** The format; if not given, the ending of the file's name tells it. */
  readonly format?: FormatName | undefined;
  /** What is written for the path `-`; `process.stdout` if not given. */
  readonly output?: Writable | undefined;
}

/** Writes a corpus sentence by sentence. */
export interface CorpusWriter {
  /**
   * Writes a sentence, and waits while the output has no room for more.
   *
   * @returns false once nobody reads the output any more, as after `| head`: there is no use in writing on.
   * @throws FileError if the output cannot be written.
   * @throws CorpusError if the format cannot hold the sentence.
   */
  write(sentence: Sentence): Promise<boolean>;
  /** Waits until all is written; only then does a file appear. @throws FileError if that fails. */
  close(): Promise<void>;
  /** Throws away what was written to a file; what was there before stays. */
  abort(): Promise<void>;
}

/**
 * Opens a file, or the standard output for `-`, for {@link CorpusWriter.write}; see {@link createOutputFile} for how
 * files are written.
 *
 * @throws CorpusError if the format is not known.
 * @throws FileError if the file cannot be written.
 */
export async function createCorpusWriter(
  path: string,
  options: WriteCorpusOptions = {},
): Promise<CorpusWriter> {
  const { column, wordColumn, output = process.stdout } = options;
  const format = options.format ?? requireFormat(path);
  if (format === 'brat') return createBratWriter(path);
  const writer = await createTextWriter(path, output);
  /** Of the sentences that are written; those without words do not count. */
  let number = 0;
  const { isList = false } = corpusFormats[format];
  let isFirst = true;
  /** The item with what comes before it in a list. */
  function before(item: string): string {
    if (!isList || item === '') return item;
    const mark = isFirst ? '[\n' : ',';
    isFirst = false;
    return mark + item;
  }

  return {
    async write(sentence) {
      if (sentence.words.length > 0) number += 1;
      return writer.write(before(formatSentence(sentence, format, { column, wordColumn, number })));
    },
    async close() {
      if (isList) await writer.write(isFirst ? '[]\n' : ']\n');
      await writer.close();
    },
    abort: () => writer.abort(),
  };
}

/**
 * Writes all sentences of a corpus, or, to the standard output, as many as are read there. If anything fails, also in
 * the making of the sentences, a file that was there before stays as it was.
 *
 * @throws what {@link createCorpusWriter} and {@link CorpusWriter.write} throw.
 */
export async function writeCorpus(
  sentences: Iterable<Sentence> | AsyncIterable<Sentence>,
  path: string,
  options: WriteCorpusOptions = {},
): Promise<void> {
  const writer = await createCorpusWriter(path, options);
  try {
    for await (const sentence of sentences) {
      if (!(await writer.write(sentence))) break;
    }
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
