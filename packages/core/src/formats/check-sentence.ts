import { CorpusError, type ErrorLocation } from '../errors';
import { limits } from '../limits';
import type { Sentence } from '../sentence';

/** @throws CorpusError if the sentence has more words, or a longer one, than the limits allow. */
export function checkSentence({ words }: Sentence, location: ErrorLocation): void {
  if (words.length > limits.sentenceWords) {
    throw new CorpusError(`a sentence of ${words.length} words; the limit is ${limits.sentenceWords}`, {
      location,
      hint: 'cut it into sentences',
    });
  }
  const long = words.find((word) => word.length > limits.wordCharacters);
  if (long === undefined) return;
  throw new CorpusError(`a word of ${long.length} characters; the limit is ${limits.wordCharacters}`, {
    location,
    hint: `it starts with ${JSON.stringify(long.slice(0, 20))}`,
  });
}
