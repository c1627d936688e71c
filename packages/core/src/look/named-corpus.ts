import type { CompactSentences } from '../corpus/compact-sentences';
import type { ErrorLocation } from '../errors';

/** A file of a corpus. */
export interface NamedCorpus {
  readonly name: string;
  readonly sentences: CompactSentences;
}

/** The text of each sentence, made one after the other. */
export function* textsOf({ sentences }: NamedCorpus): Generator<string> {
  for (let index = 0; index < sentences.length; index++) yield sentences.wordsOf(index).join('\n');
}

/** Where a sentence is. */
export function placeOf({ name, sentences }: NamedCorpus, index: number): ErrorLocation {
  return { file: name, line: sentences.lineOf(index) };
}
