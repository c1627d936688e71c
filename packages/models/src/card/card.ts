/** What a model card says, before it is Markdown or HTML: every string is plain text. */
export interface Card {
  readonly title: string;
  readonly sections: readonly CardSection[];
}

/** A section of a model card. */
export interface CardSection {
  /** Absent in the first, which introduces the model. */
  readonly title?: string;
  readonly blocks: readonly CardBlock[];
}

/** A part of a section of a model card: a text, a list of facts, or a table. */
export type CardBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] }
  /** The first column has names, the others have numbers. */
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

/** What a card may say that stands in no description. */
export interface CardOptions {
  /** What the model scores on another corpus; fractions, but for `loss`. */
  readonly test?: CardScores | undefined;
}

/** Scores on a test corpus, for a model card. */
export interface CardScores {
  /** Name of the corpus. */
  readonly corpus: string;
  readonly scores: Readonly<Record<string, number | null | undefined>>;
  /** Of each column, of a model that has several. */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, number | null | undefined>>>>;
}
