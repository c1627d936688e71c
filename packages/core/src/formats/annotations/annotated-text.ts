/** A stretch of a text with a label, in UTF-16 units: `text.slice(start, end)`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** A text in which somebody has labelled spans. */
export interface AnnotatedText {
  readonly text: string;
  /** Undefined where nobody has annotated the text. */
  readonly spans: readonly TextSpan[] | undefined;
  /** Where the tool has cut the text into tokens: their places. The text is then one sentence. */
  readonly tokens?: readonly { readonly start: number; readonly end: number }[] | undefined;
}

/** What a reader of a tool's records finds: a text, or that the annotator has left the record out. */
export type FoundText = AnnotatedText | 'left out';

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
