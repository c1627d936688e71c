import type { Sentence } from '@tagger/core';
import type { CompactSentences } from '@tagger/core/internal';

/** Tagged sentences, with the name by which errors and the model file call them. */
export interface Corpus {
  readonly name: string;
  /** An array, or a stream such as `readCorpus` gives: it is read once, and only words, tags and lines are kept. */
  readonly sentences: Iterable<Sentence> | AsyncIterable<Sentence>;
  /** The files of a corpus that is made of several, in the order of their sentences. */
  readonly files?: readonly CorpusFile[];
}

/** A part of a corpus. */
export interface CorpusFile {
  readonly name: string;
  /** How many of the sentences it has. */
  readonly sentences: number;
}

/** A corpus that training can use, in little memory. */
export interface CompactCorpus extends Corpus {
  readonly sentences: CompactSentences;
}
