import type { WordReading } from '../columns/word-reading';
import type { TaggedWord, TagScore } from './tagged';

/** What a model says of the words of a sentence, word by word. */
export interface SentenceReader<Column extends string = string> {
  reading(step: number): WordReading<Column>;
  score(step: number): number;
  /** The best tags of the first column, if they were asked for. */
  alternatives(step: number): readonly TagScore[] | undefined;
}

/* Copying objects of unknown properties would take several times as long as tagging: all properties are named, here and in `addPlaces`. */

export function readWord<Column extends string>(
  sentence: SentenceReader<Column>,
  step: number,
): TaggedWord<Column> {
  const { text, tag, tags, lemma, features } = sentence.reading(step);
  const score = sentence.score(step);
  const alternatives = sentence.alternatives(step);
  const word =
    tags || lemma !== undefined || features
      ? { text, tag, score, tags, lemma, features }
      : { text, tag, score };
  return alternatives ? Object.assign(word, { alternatives }) : word;
}

/** Reads words that are tagged already. */
export function readTagged<Column extends string>(
  words: readonly TaggedWord<Column>[],
): SentenceReader<Column> {
  return {
    reading: (step) => words[step]!,
    score: (step) => words[step]!.score,
    alternatives: (step) => words[step]!.alternatives,
  };
}
