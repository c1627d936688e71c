import type { Sentence } from '../sentence';
import type { CreateTextCutter } from '../tokenizer/text-cutter';
import type { TextChunks } from './text-chunks';

/** The formats that a corpus can have. */
export type FormatName =
  | 'conllu'
  | 'conllup'
  | 'columns'
  | 'csv'
  | 'brat'
  | 'word-tag'
  | 'words'
  | 'jsonl'
  | 'json'
  | 'text'
  | AnnotationFormatName;

/** Formats of annotation tools, which hold a text with spans for each sentence. */
export type AnnotationFormatName = 'doccano' | 'prodigy' | 'spacy' | 'label-studio' | 'hugging-face';

export interface FormatOptions {
  /**
   * Which column holds the tags. CoNLL-U: a name such as `upos` (the default) or its number from 1; columns: a
   * number from 1 (default: the last); JSON Lines: a key (default: `tags`). Formats that have no columns pass over it.
   */
  readonly column?: string | number | undefined;
  /**
   * Which column holds the words. Columns: a number from 1 (default: 1); JSON Lines: a key (default: `words`, or else
   * `tokens`). The other formats have one place for words and refuse it.
   */
  readonly wordColumn?: string | number | undefined;
}

/** Options of the writers of all formats. */
export interface WriteOptions extends FormatOptions {
  /** The number of the sentence in its file, from 1: CoNLL-U writes it as `sent_id` of a sentence that has none. */
  readonly number?: number | undefined;
}

/** Options of the readers of all formats. */
export interface ParseOptions extends FormatOptions {
  /**
   * Further columns to read into {@link Sentence.columns}, named as `column` is. Formats that have no columns pass over them.
   */
  readonly columns?: readonly (string | number)[] | undefined;
  /** The name of the file, for messages of errors. */
  readonly file?: string | undefined;
  /**
   * Whether to yield also what stands between the sentences, as sentences without words (see {@link Sentence.source}):
   * all that is yielded, written in the same format, is then the file byte for byte, in formats that hold tags. Default: false.
   */
  readonly gaps?: boolean | undefined;
  /** JSON Lines: the names of tags that are numbers from 0. */
  readonly labels?: readonly string[] | undefined;
  /**
   * Whether a span of an annotated text that does not start and end where tokens do, or overlaps a longer one, is an error. Default:
   * false; the sentence then has it among its `problems`.
   */
  readonly strict?: boolean | undefined;
  /** The language of raw text, as a BCP 47 tag (default: `en`). Formats that are divided into words ignore it. */
  readonly locale?: string | undefined;
  /** Text: what cuts it into sentences and tokens; by default the rules of the language. */
  readonly tokenizer?: CreateTextCutter | undefined;
  /** Text: whether each line is one sentence; with `gaps`, a blank line is one without words. Default: false. */
  readonly lines?: boolean | undefined;
  /**
   * Text: whether to keep the white space around each sentence, for CoNLL-U. A sentence before a blank line is then
   * yielded only when the text goes on. Default: false.
   */
  readonly spaces?: boolean | undefined;
}

/** One way to write sentences down. */
export interface CorpusFormat {
  /** Endings of file names that tell this format, without the dot. */
  readonly extensions: readonly string[];
  /** Whether a file is a JSON list of what `format` returns. */
  readonly isList?: boolean;
  /**
   * Reads sentence after sentence, holding no more than one in memory.
   *
   * @throws CorpusError from the iteration, with file and line, where the text is not of this format or goes beyond
   *     the `limits`.
   * @throws SettingsError if `column` or `wordColumn` is none of this format.
   */
  readonly parse: (chunks: TextChunks, options?: ParseOptions) => AsyncGenerator<Sentence>;
  /**
   * Writes one sentence, line ends and the blank line after it included: a file is nothing but its sentences
   * one after the other.
   *
   * @throws CorpusError if this format cannot hold a word or a tag of the sentence.
   * @throws SettingsError if `column` or `wordColumn` is none of this format.
   */
  readonly format: (sentence: Sentence, options?: WriteOptions) => string;
}
