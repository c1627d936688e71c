/**
 * Another part-of-speech tagger, in two steps, so that the time of the first alone can be measured: what the package
 * itself does, and how we read its answer as UPOS.
 */
export interface PeerTagger<Output> {
  /** Tags the corpus's words, as near to them as the package allows. */
  tag(words: readonly string[]): Output;
  /** One UPOS tag for each word. */
  toUniversal(words: readonly string[], output: Output): readonly UniversalTag[];
}

/** What the report says of a peer beside its figures. */
export interface PeerDescription {
  readonly name: string;
  /** Of the installed package; '-' if it is not installed. */
  readonly version: string;
  /** How it gets the corpus's tokens and how its tags become UPOS. */
  readonly mapping: string;
}

export interface Peer<Output = unknown> extends PeerDescription {
  /** Imports the package, which may be absent. */
  load(): Promise<PeerTagger<Output>>;
}

/** The 17 universal part-of-speech tags. Source: universaldependencies.org/u/pos */
export const universalTags = [
  'ADJ',
  'ADP',
  'ADV',
  'AUX',
  'CCONJ',
  'DET',
  'INTJ',
  'NOUN',
  'NUM',
  'PART',
  'PRON',
  'PROPN',
  'PUNCT',
  'SCONJ',
  'SYM',
  'VERB',
  'X',
] as const;

export type UniversalTag = (typeof universalTags)[number];
