import type { Sentence } from '@tagger/core';
import type { TagOptions } from '../tagger/tagged';
import type { SpanRules } from './span-rules';

/**
 * A span of a text that the model gives a label, such as a name: `text.slice(entity.start, entity.end) === entity.text`, in UTF-16 units.
 * Of words that are no text (`entities(words)`), `start` and `end` count words, and `text` is these words with spaces between them.
 */
export interface Entity<Label extends string = string> {
  readonly text: string;
  readonly label: Label;
  readonly start: number;
  readonly end: number;
  /**
   * Probability of the whole span, in [0, 1]: that a sentence has a span with this label from its first to its last word, and no longer
   * one. It is the sum of p(y) over all sequences of tags y that have this span, where
   * p(y) ∝ Π_t p(y_t | words) · e^A(y_{t−1}, y_t) over the sequences that the scheme of the tags allows. A are the transitions of a
   * conditional random field; without one they are 0, and p(y) is the product of the probabilities of its tags. A model that
   * was trained with a dev corpus corrects this sum so that entities are as often right as their scores say. What a rule finds has the score 1.
   */
  readonly score: number;
  /** Number of its sentence in the text, counted from 0. */
  readonly sentence: number;
}

/** A sentence with its entities; the sentence is as it came. */
export interface SentenceEntities<Label extends string = string> {
  readonly sentence: Sentence;
  readonly entities: readonly Entity<Label>[];
}

/** Options of the methods that find entities. */
export interface EntityOptions extends Pick<TagOptions, 'language' | 'signal'> {
  /** Leaves out entities with a lower score, from 0 to 1; default: 0. */
  readonly minimumScore?: number | undefined;
  /** The column whose tags mark the entities; default: the first one of the model whose tags mark spans. */
  readonly column?: string | undefined;
  /** Rules of your own, which win over what the model finds or fill what it leaves. */
  readonly rules?: SpanRules | undefined;
}
