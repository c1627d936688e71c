import type { ErrorLocation } from './errors';

/**
 * One sentence of a corpus: the unit that every reader yields, that training batches, and that writers take.
 */
export interface Sentence {
  /** The tokens' text, in order; at least one, except for what readers yield with the option `gaps`. */
  readonly words: readonly string[];
  /** One tag per word; absent where the input is not tagged. */
  readonly tags?: readonly string[];
  /**
   * Positions, rising, of the words whose tag is not known although others of the sentence have one: there `tags` has `_`,
   * which is no label. See {@link readLabels}.
   */
  readonly unlabelled?: readonly number[];
  /** Labels of further columns by their names, one per word; undefined where one is not known. */
  readonly columns?: Readonly<Record<string, readonly (string | undefined)[]>>;
  /** Line of the file where the sentence starts, counted from 1; absent for text that comes from no file. */
  readonly line?: number;
  /** Spans of an annotated text that are not in `tags` as they were annotated. */
  readonly problems?: readonly SpanProblem[];
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

/** A span of an annotated text that a sentence does not have as it was annotated. */
export interface SpanProblem {
  /**
   * Widened to whole tokens; left out for a longer one that it overlaps; left out as it has no token, or as it has several parts. No
   * span, such as a relation of brat: left out.
   */
  readonly kind: 'widened' | 'overlapping' | 'empty' | 'discontinuous' | 'no-span';
  /** The text of the span as it was annotated. */
  readonly text: string;
  /** Where it is, if that is not the line of the sentence. */
  readonly location?: ErrorLocation;
}

/** The part of a sentence that only its own format knows. */
export type SentenceSource = ConlluSource | ColumnsSource | CsvSource | LineSource | TextSource | GapSource;

export interface ConlluSource {
  readonly format: 'conllu' | 'conllup';
  /** The comment lines before the rows. */
  readonly comments: readonly string[];
  /** The cells of each row; `_` where a cell is empty. */
  readonly rows: readonly (readonly string[])[];
  /** The names of the columns, where the file gives them in `# global.columns`; if absent, the ten of CoNLL-U. */
  readonly columns?: readonly string[];
  /** The ends of the comments and rows, and the blank line behind them; if absent, all are `\n`. */
  readonly ends?: readonly string[];
}

export interface ColumnsSource {
  readonly format: 'columns';
  /** The cells of each word's row. */
  readonly rows: readonly (readonly string[])[];
  /** The lines of comments before the rows. */
  readonly comments?: readonly string[];
  /** How all of it is laid out in the file; if absent, with tabs between the cells. */
  readonly layout?: {
    /** All lines of the sentence with their ends, also those without a word, and the blank line behind them. */
    readonly lines: readonly string[];
    /** Which of the lines is the row of each word, from 0. */
    readonly rowLines: readonly number[];
  };
}

export interface CsvSource {
  readonly format: 'csv';
  /** The format that the file was read as: columns may have a header, too. */
  readonly readAs: 'csv' | 'columns';
  /** The first line of the file, with its end. */
  readonly header: string;
  readonly delimiter: string;
  /** The names of the columns. */
  readonly names: readonly string[];
  /** The place of the column with the tags, from 0; undefined if the file has none. */
  readonly tag: number | undefined;
  /** All lines of the sentence with their ends, also blank ones, and the header before it. */
  readonly lines: readonly string[];
  /** Which of the lines is the row of each word, from 0. */
  readonly rowLines: readonly number[];
}

/** Of a format that has one sentence on each line. */
export interface LineSource {
  readonly format: 'jsonl' | 'word-tag';
  /** The line with its end. */
  readonly text: string;
  /** JSON Lines: values to write in addition to the tags, by their keys. */
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface TextSource {
  readonly format: 'text';
  /** The tokens with their offsets into the text they were cut from. */
  readonly tokens: readonly TextToken[];
  /** The sentence as it stands in the text. */
  readonly text: string;
  /** White space around the sentence, and where it starts; only what `parseText` yields with the option `spaces`. */
  readonly surroundings?: TextSurroundings;
}

export interface TextSurroundings {
  /** White space before the sentence that belongs to no other one. */
  readonly before: string;
  /** White space behind the sentence, up to the next one. */
  readonly after: string;
  /** True of the first sentence of a text, and of one behind a blank line. */
  readonly startsParagraph: boolean;
  /** True of the first sentence of a text. */
  readonly startsDocument: boolean;
}

/**
 * What stands between the sentences of a file, such as blank lines and rows that start with `-DOCSTART-`: a sentence
 * without words, which only readers with the option `gaps` yield, and only writers of the same format write.
 */
export interface GapSource {
  readonly format: 'gap';
  /** The format of the file. */
  readonly of: string;
  readonly text: string;
}

/** A token cut from raw text. `text.slice(start, end) === token.text`, in UTF-16 units. */
export interface TextToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True of the second and later parts of one orthographic word: of `n't` in `don't`, never of the comma in `yes,`. */
  readonly continues?: true;
  /** The words of a multiword token that are not parts of its text: `de` and `le` of French `du`. Absent where the token is one word. */
  readonly words?: readonly string[];
}
