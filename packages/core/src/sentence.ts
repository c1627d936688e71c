/**
 * One sentence of a corpus: the unit that every reader yields, that training batches, and that writers take.
 */
export interface Sentence {
  /** The tokens' text, in order; at least one. */
  readonly words: readonly string[];
  /** One tag per word; absent where the input is not tagged. */
  readonly tags?: readonly string[];
  /**
   * Positions, rising, of the words whose tag is not known although others of the sentence have one: there `tags` has `_`,
   * which is no label. See {@link readLabels}.
   */
  readonly unlabelled?: readonly number[];
  /** Line of the file where the sentence starts, counted from 1; absent for text that comes from no file. */
  readonly line?: number;
  /** What the format holds besides words and tags, so that a writer of the same format gives it back. */
  readonly source?: SentenceSource;
}

/** The tag of each word, undefined where it is not known; undefined for a sentence without tags. */
export function readLabels({
  tags,
  unlabelled,
}: Pick<Sentence, 'tags' | 'unlabelled'>): readonly (string | undefined)[] | undefined {
  if (!tags || !unlabelled) return tags;
  return unlabelled.reduce<(string | undefined)[]>(
    (labels, index) => {
      labels[index] = undefined;
      return labels;
    },
    [...tags],
  );
}

/** The part of a sentence that only its own format knows. */
export type SentenceSource =
  | { readonly format: 'conllu'; readonly comments: readonly string[]; readonly rows: readonly ConlluRow[] }
  | {
      readonly format: 'columns';
      readonly rows: readonly (readonly string[])[];
      /** The lines of comments before the rows. */
      readonly comments?: readonly string[];
    }
  | { readonly format: 'jsonl'; readonly record: Readonly<Record<string, unknown>> }
  | {
      readonly format: 'text';
      /** The tokens with their offsets into the text they were cut from. */
      readonly tokens: readonly TextToken[];
      /** The sentence as it stands in the text. */
      readonly text: string;
    };

/** The ten columns of a CoNLL-U line, in the order of the file; `_` where a column is empty. */
export type ConlluRow = readonly [
  id: string,
  form: string,
  lemma: string,
  upos: string,
  xpos: string,
  feats: string,
  head: string,
  deprel: string,
  deps: string,
  misc: string,
];

/** A token cut from raw text. `text.slice(start, end) === token.text`, in UTF-16 units. */
export interface TextToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True of the second and later parts of one orthographic word: of `n't` in `don't`, never of the comma in `yes,`. */
  readonly continues?: true;
}
