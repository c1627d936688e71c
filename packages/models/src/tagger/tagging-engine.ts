import type { WrittenTokens } from '../json/written-tokens';
import type { ScoredSpan } from '../spans/scored-span';
import type { ScoreOptions, TaggedToken, TaggedWord, TagOptions } from './tagged';
import type { StepScores } from './tagging-network';

/** Options for a text, in the language in which it is cut. */
export type TextOptions = Omit<TagOptions, 'rules'> & { readonly language: string };

/** What computes for a `Tagger`, on its own thread or on others. Arguments have been checked, and are not changed while they are read. */
export interface TaggingEngine {
  /** What executes the model, for people. */
  readonly name: string;
  /** Words of a stream that are worth being read before they are run together. */
  readonly groupWords: number;
  tagText(text: string, options: TextOptions): Promise<TaggedToken[]>;
  /** Tags a text, and writes its tokens as JSON where they are computed. */
  writeText(text: string, options: TextOptions): Promise<WrittenTokens>;
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
