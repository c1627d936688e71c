import type { SpanProblem } from '../../sentence';

/** A stretch of a text with a label, in UTF-16 units: `text.slice(start, end)`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** The line of its file, where each span has one. */
  readonly line?: number | undefined;
}

/** A text in which somebody has labelled spans. */
export interface AnnotatedText {
  readonly text: string;
  /** Undefined where nobody has annotated the text. */
  readonly spans: readonly TextSpan[] | undefined;
  /** Where the tool has cut the text into tokens: their places. The text is then one sentence. */
  readonly tokens?: readonly { readonly start: number; readonly end: number }[] | undefined;
  /** Where the tool has the tokens of several sentences: their places. */
  readonly sentences?: readonly (readonly { readonly start: number; readonly end: number }[])[] | undefined;
  /** Whether the text is a file of its own: sentences then have its lines, and the white space around them. */
  readonly isFile?: boolean;
  /** Annotations that tags cannot hold. */
  readonly problems?: readonly SpanProblem[];
  /** Whether the annotator has rejected the text or passed over it: nothing is to be learnt from it. */
  readonly isLeftOut?: boolean;
}

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
