import { stat } from 'node:fs/promises';
import { detectFormat, type FormatName, type Sentence } from '@tagger/core';
import type { CreateTextCutter } from '@tagger/core/internal';
import { findCorpusFormat, readCorpus } from '@tagger/core/node';
import type { ModelDescription } from '@tagger/models';
import type { Io } from './io';

export interface InputOptions {
  readonly format: FormatName;
  readonly outputFormat: FormatName;
  readonly wordColumn: string | number | undefined;
  /** In which text is cut. */
  readonly language: string | undefined;
  /** What cuts text. */
  readonly tokenizer?: CreateTextCutter | undefined;
  /** Whether each line of text is a sentence. */
  readonly lines: boolean;
}

/**
 * The format of what is to be tagged: by the ending of its name, or text if it comes from a stream.
 *
 * @throws CorpusError if the name of a file does not tell its format.
 */
export async function findInputFormat(file: string): Promise<FormatName> {
  return detectFormat(file) ?? (file === '-' || (await isStream(file)) ? 'text' : findCorpusFormat(file));
}

/** True of a pipe or a device, such as `/dev/stdin`. */
async function isStream(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** Reads the sentences to tag, and all that is between them. */
export async function* readInput(
  file: string,
  { format, outputFormat, wordColumn, language, tokenizer, lines }: InputOptions,
  model: ModelDescription,
  io: Io,
): AsyncGenerator<Sentence> {
  const spaces = outputFormat === 'conllu';
  const options = {
    format,
    wordColumn,
    locale: language,
    tokenizer,
    lines,
    spaces,
    gaps: true,
    input: io.stdin,
  };
  let isFirst = true;
  for await (const sentence of readCorpus(file, options)) {
    if (isFirst && format === 'word-tag') noteForeignTags(sentence, file, model, io);
    isFirst &&= sentence.words.length === 0;
    yield sentence;
  }
}

/** In words with slashes, such as `and/or`, what looks like a tag is none that the model has. */
function noteForeignTags({ tags = [] }: Sentence, file: string, model: ModelDescription, io: Io): void {
  if (tags.length === 0 || tags.some((tag) => model.tags.includes(tag))) return;
  io.stderr.write(
    `tagger: ${file === '-' ? 'stdin' : file}: none of the tags in the first sentence is a tag of the model, and all are replaced; use --format words if the slashes belong to the words\n`,
  );
}
