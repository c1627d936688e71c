import { type CompactSentences, CompactSentencesBuilder, type Random } from '@tagger/core/internal';
import type { LabelledParagraph } from './labelled-text';

/** Characters at the end of a sequence that is cut out of a paragraph whose ends are not trained: they depend on what follows. */
const unknownEnd = 12;

/**
 * Cuts paragraphs into sequences, of which the first of each paragraph has a random length, so that a character is at another place of
 * a sequence each time.
 */
export function cutSequences(
  paragraphs: Iterable<LabelledParagraph>,
  length: number,
  random: Random,
): CompactSentences {
  const builder = new CompactSentencesBuilder();
  for (const { keys, ends } of paragraphs) {
    let start = 0;
    let end = keys.length <= length ? keys.length : 1 + random.integer(length);
    while (start < keys.length) {
      const isCut = end < keys.length;
      const words = keys.slice(start, end);
      const unknown = isCut ? Math.min(unknownEnd, words.length - 1) : 0;
      builder.add({
        words,
        tags: ends.slice(start, end),
        unlabelled: Array.from({ length: unknown }, (_, index) => words.length - unknown + index),
      });
      // What was not trained is in the next sequence again.
      start = end - unknown;
      end = Math.min(keys.length, start + length);
      if (!isCut) break;
    }
  }
  return builder.build();
}
