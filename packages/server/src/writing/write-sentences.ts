import { formatSentence } from '@tagger/core';
import type { TaggedSentence } from '@tagger/models';
import { findOtherColumns, findWriteColumn, listSentences, withTags } from '@tagger/models/internal';
import type { TaggedAnswer, TaggedPart } from '../tagging/tag-texts';

/** An answer in a format of corpora, sentence by sentence. */
export function* writeSentences(
  { description, parts }: TaggedAnswer,
  format: 'conllu' | 'word-tag',
): Generator<string> {
  const column = findWriteColumn(description, format);
  const columns = findOtherColumns(description, format);
  let number = 0;
  for (const part of parts)
    for (const tagged of sentencesOf(part)) {
      number++;
      yield formatSentence(withTags(tagged, format, { columns }), format, { column, number });
    }
}

/** The sentences of what was tagged; one without words is none. */
export function sentencesOf(part: TaggedPart): Iterable<TaggedSentence> {
  if (part.text !== undefined) return listSentences(part.text, part.tokens);
  const words = part.tokens;
  return words.length > 0 ? [{ sentence: { words: words.map(({ text }) => text) }, words }] : [];
}
