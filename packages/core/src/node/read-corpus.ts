import { CorpusError } from '../errors';
import type { FormatName, ParseOptions } from '../formats/corpus-format';
import { detectFormat, parseSentences } from '../formats/corpus-formats';
import type { Sentence } from '../sentence';
import { isBrat, readBrat } from './brat-files';
import { nameInput, type ReadOptions, readBytes, standardStream } from './read-bytes';
import { readText } from './read-text';
import { requireFormat } from './require-format';

/** Options of `readCorpus`. */
export interface ReadCorpusOptions extends ReadOptions, Omit<ParseOptions, 'file'> {
  /** The format; if not given, the ending of the file's name tells it. */
  readonly format?: FormatName | undefined;
}

/**
 * Reads the sentences of a file, or of the standard input for `-`, one after the other; memory does not grow with
 * the file.
 *
 * @throws FileError from the iteration, if the file cannot be read.
 * @throws CorpusError from the iteration, if the format is not known, if the file is not of that format (with the
 *   line), or if it holds no sentence, unless the option `gaps` asks for all that is in it.
 * @throws SettingsError from the iteration, if `column` is none of the format or `locale` is not a language tag.
 */
export async function* readCorpus(path: string, options: ReadCorpusOptions = {}): AsyncGenerator<Sentence> {
  const { input, onRead, format: chosen, ...parseOptions } = options;
  const format = chosen ?? (await findCorpusFormat(path));
  const file = nameInput(path);
  if (format === 'brat') return yield* refuseEmpty(readBrat(path, parseOptions), file, format);
  // In raw text the mark is white space; in other formats it is a part of the file as a blank line is.
  const keepsByteOrderMark = parseOptions.gaps && format !== 'text';
  const text = readText(path, { input, onRead, keepsByteOrderMark, refusesNul: true });
  const sentences = parseSentences(text, { ...parseOptions, format, file });
  yield* parseOptions.gaps ? sentences : refuseEmpty(sentences, file, format);
}

async function* refuseEmpty(
  sentences: AsyncIterable<Sentence>,
  file: string,
  format: FormatName,
): AsyncGenerator<Sentence> {
  let isEmpty = true;
  for await (const sentence of sentences) {
    isEmpty = false;
    yield sentence;
  }
  if (!isEmpty) return;
  throw new CorpusError('there is no sentence in it', {
    location: { file },
    hint: `it is empty, or not of the format ${format}`,
  });
}

/** The format that the name of a file tells, or what is there: brat, if annotations of it are beside a text or in a folder. */
export async function tellFormat(path: string): Promise<FormatName | undefined> {
  const format = detectFormat(path);
  const mayBeBrat = path !== standardStream && (format === undefined || format === 'text');
  return mayBeBrat && (await isBrat(path)) ? 'brat' : format;
}

/**
 * The format of a file, as {@link tellFormat} knows it.
 *
 * @throws FileError if the file cannot be read.
 * @throws CorpusError if its name does not tell a format.
 */
export async function findCorpusFormat(path: string): Promise<FormatName> {
  const format = await tellFormat(path);
  if (format) return format;
  // That a file is missing or is a folder says more than that its name tells no format.
  if (path !== standardStream) for await (const _ of readBytes(path)) break;
  return requireFormat(path);
}
