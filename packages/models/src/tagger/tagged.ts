import type { Sentence, TextToken } from '@tagger/core';
import type { SpanRules } from '../spans/span-rules';

/** A word with the tag that the model gives it. */
export interface TaggedWord<Column extends string = string> {
  readonly text: string;
  /** The label of the first column. */
  readonly tag: string;
  /** Probability of the tag, in [0, 1]. */
  readonly score: number;
  /** The label of each column, by the names of the columns; present if the model has several. Frozen, as words with the same labels share it. */
  readonly tags?: Readonly<Record<Column, string>> | undefined;
  /** Present if the model has the column `lemma`. */
  readonly lemma?: string | undefined;
  /** The features by their names, such as `Case`; present if the model has the column `feats`. Frozen as well. */
  readonly features?: Readonly<Record<string, string>> | undefined;
  /**
   * The most probable tags of the first column, the best first; present if `topK` was asked for. `tag` may be the second one where columns are chosen
   * together, and any of them where tags mark spans.
   */
  readonly alternatives?: readonly TagScore[];
}

/** A tag and its probability. */
export interface TagScore {
  readonly tag: string;
  readonly score: number;
}

/**
 * A tagged token of a text: `text.slice(start, end) === token.text`, in UTF-16 units. The tag of a multiword token is those of its
 * words with `+` between them.
 */
export interface TaggedToken<Column extends string = string>
  extends TaggedWord<Column>,
    Omit<TextToken, 'words'> {
  /** The words of a multiword token that are not parts of its text: `de` and `le` of French `du`. */
  readonly words?: readonly TaggedWord<Column>[];
  /** Number of its sentence in the text, counted from 0. */
  readonly sentence: number;
}

/** A sentence with its tags; the rest of the sentence is as it came. */
export interface TaggedSentence<Column extends string = string> {
  readonly sentence: Sentence;
  readonly words: readonly TaggedWord<Column>[];
}

/** Options of the tagging methods. */
export interface TagOptions {
  /** How many of the most probable tags to give for each word, at least 1; without it, the best tag alone. */
  readonly topK?: number | undefined;
  /** The language in which `tag` and `tagStream` cut text, as a BCP 47 tag; default: the tagger's `language`. */
  readonly language?: string | undefined;
  /** Rules for spans, which change the tags of the first column whose tags mark spans. */
  readonly rules?: SpanRules | undefined;
  /** Ends the call: it then throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of the methods that give the probabilities of all tags. */
export type ScoreOptions = Pick<TagOptions, 'signal'>;
