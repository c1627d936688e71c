import type { FormatName } from '../formats/corpus-format';

/** A part of a corpus that is read apart from the rest, with what a reader has to know of the text before it. */
export interface CorpusPiece {
  readonly text: string;
  /** Where it starts in the text of the corpus, in UTF-16 units. */
  readonly offset: number;
  /** The number of its first line, from 1; 1 for text that is not read by lines. */
  readonly line: number;
  /** Lines from the start of the corpus, by which a reader tells how to read the others. */
  readonly head: string;
  readonly isFirst: boolean;
  /** Whether a new paragraph of text starts with it. */
  readonly startsParagraph: boolean;
}

/** The formats whose corpora can be cut: what follows a sentence does not depend on all that is before it. */
export const cuttableFormats = ['text', 'words', 'word-tag', 'columns', 'conllu', 'jsonl'] as const;
export type CuttableFormat = (typeof cuttableFormats)[number];

export function isCuttable(format: FormatName): format is CuttableFormat {
  return (cuttableFormats as readonly FormatName[]).includes(format);
}

/** How a corpus is cut. */
export interface CutOptions {
  readonly format: CuttableFormat;
  /** UTF-16 units after which a piece ends where it can. */
  readonly size: number;
  /** The name of the file, for messages. */
  readonly file?: string | undefined;
  readonly wordColumn?: string | number | undefined;
  /** Text: whether each line is one sentence. */
  readonly lines?: boolean | undefined;
  /** Text: the language, as a BCP 47 tag. */
  readonly locale?: string | undefined;
  /**
   * Text: whether a paragraph may be cut between two sentences, as the rules of the language find them. A tokenizer that was learnt reads
   * paragraphs whole.
   */
  readonly cutsParagraphs?: boolean | undefined;
}
