import type { TaggedWord } from '../tagger/tagged';

/** What the outputs say of a word. */
export type WordReading<Column extends string = string> = Pick<
  TaggedWord<Column>,
  'text' | 'tag' | 'tags' | 'lemma' | 'features'
>;
