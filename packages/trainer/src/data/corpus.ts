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
  /** What follows the corpus's own sentences, against forgetting. */
  readonly rehearsal?: Rehearsal | undefined;
}

/** Sentences of an earlier corpus, of which each epoch trains others. */
export interface Rehearsal {
  /** The first of them; they are the last of all. */
  readonly from: number;
  /** How many of them an epoch trains, at most. */
  readonly sentences: number;
  /** Tags that nobody has looked for in them: a word with `O` there has that tag or one of these. */
  readonly missingTags: ReadonlySet<string>;
  /** What each of these tags counts there, next to 1 for `O`. */
  readonly missingWeight: number;
}
