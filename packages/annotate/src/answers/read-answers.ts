import { readFile } from 'node:fs/promises';
import { CorpusError } from '@tagger/core';
import { toFileError } from '@tagger/core/node';
import type { LabelKind } from '../labels';
import { parseAnswer, type ReadAnswer, recordStart } from './answer';

/** The answers of a file. */
export interface AnswerList {
  /** What they label; undefined where there are none. */
  readonly kind: LabelKind | undefined;
  /** The lines with their ends, in the order of the file, by what they answer. */
  readonly lines: Map<string, string>;
  readonly answers: Map<string, ReadAnswer>;
  /** Bytes of the whole lines; behind them may be one that was cut off. */
  readonly length: number;
  /** The line that was cut off when the program was killed, and so was never confirmed. */
  readonly rest: string;
}

/**
 * Reads the answers of a file.
 *
 * @throws FileError if the file cannot be read
 * @throws CorpusError if a line is no answer, labels another kind than the first, or answers a text again
 */
export async function readAnswers(file: string): Promise<AnswerList> {
  const bytes = await readFile(file).catch((error) => {
    throw toFileError(error, file);
  });
  const length = bytes.lastIndexOf('\n') + 1;
  const rest = bytes.subarray(length).toString('utf8');
  if (!recordStart.startsWith(rest.slice(0, recordStart.length))) parseAnswer(rest, { file });
  const lines = new Map<string, string>();
  const answers = new Map<string, ReadAnswer>();
  let kind: LabelKind | undefined;
  const text = bytes.toString('utf8', 0, length);
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const location = { file, line: index + 1 };
    const answer = parseAnswer(line, location);
    kind ??= answer.kind;
    if (answer.kind !== kind)
      throw new CorpusError(`the line labels ${answer.kind}, others ${kind}`, { location });
    if (answers.has(answer.id)) throw new CorpusError('the text was answered before', { location });
    lines.set(answer.id, `${line}\n`);
    answers.set(answer.id, answer);
  }
  return { kind, lines, answers, length, rest };
}
