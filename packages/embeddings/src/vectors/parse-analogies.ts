import { CorpusError } from '@tagger/core';

/** A question: `a` is to `b` as `c` is to `d`. */
export type AnalogyQuestion = readonly [a: string, b: string, c: string, d: string];

/** A named group of analogy questions. */
export interface AnalogySection {
  readonly name: string;
  readonly questions: readonly AnalogyQuestion[];
}

/**
 * Reads a file of word analogies as word2vec has it: lines `: name` begin a section, the others hold four words.
 *
 * @param file how it is called in messages
 * @throws CorpusError if a line has not four words, or there are no questions.
 */
export function parseAnalogies(text: string, file?: string): AnalogySection[] {
  const sections: { name: string; questions: AnalogyQuestion[] }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const fields = line.trim().split(/\s+/);
    if (fields[0] === '') continue;
    if (fields[0]!.startsWith(':')) {
      sections.push({ name: line.trim().slice(1).trim(), questions: [] });
      continue;
    }
    if (!isQuestion(fields)) {
      throw new CorpusError(`a question has four words, not ${fields.length}`, {
        location: { file, line: index + 1 },
      });
    }
    if (sections.length === 0) sections.push({ name: '', questions: [] });
    sections.at(-1)?.questions.push(fields);
  }
  if (sections.every(({ questions }) => questions.length === 0)) {
    throw new CorpusError('there are no questions', { location: { file } });
  }
  return sections;
}

function isQuestion(fields: string[]): fields is [string, string, string, string] {
  return fields.length === 4;
}
