import type { ScoredSpan } from '../spans/scored-span';
import type { ScoreOptions, TaggedToken, TaggedWord, TagOptions } from './tagged';
import type { StepScores } from './tagging-network';

/** What computes for a `Tagger`, on its own thread or on others. Arguments have been checked, and are not changed while they are read. */
export interface TaggingEngine {
  /** What executes the model, for people. */
  readonly name: string;
  /** Words of a stream that are worth being read before they are run together. */
  readonly groupWords: number;
  /** Tags a text in the language of the options. */
  tagText(text: string, options: TagOptions & { readonly language: string }): Promise<TaggedToken[]>;
  tagSentences(sentences: readonly (readonly string[])[], options: TagOptions): Promise<TaggedWord[][]>;
  /** The spans of sentences. @param output place of the output whose tags mark them */
  findSpans(
    sentences: readonly (readonly string[])[],
    output: number,
    options: ScoreOptions,
  ): Promise<ScoredSpan[][]>;
  score(sentences: readonly (readonly string[])[], options: ScoreOptions): Promise<StepScores[]>;
  /** Frees what it holds. Called once, when no call runs any more. */
  release(): Promise<void>;
}
