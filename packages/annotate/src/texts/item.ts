import { createHash } from 'node:crypto';
import { formatSentence, type Sentence } from '@tagger/core';
import { type LabelKind, type LabelledSpan, readTags } from '../labels';

/** A text that is to be labelled. */
export interface Item {
  /** Of its words: the same words are the same item. */
  readonly id: string;
  readonly text: string;
  readonly words: readonly string[];
  /** Places of the words in the text, in characters, as Prodigy has them. */
  readonly tokens: readonly ItemToken[];
  /** What the texts were labelled with already. */
  readonly given?: readonly LabelledSpan[] | undefined;
  /** Where several people have answered differently: what each has. */
  readonly versions?: readonly Version[] | undefined;
}

/** A word and its place in the text, in characters. */
export interface ItemToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly id: number;
}

/** One of several answers to a text. */
export interface Version {
  /** Whose it is. */
  readonly name: string;
  readonly spans: readonly LabelledSpan[];
  readonly note?: string | undefined;
}

/** @param versions of several people */
export function createItem(sentence: Sentence, kind: LabelKind, versions?: readonly Version[]): Item {
  const { words, tags, source } = sentence;
  const untagged: Sentence = { words, ...(source && { source }) };
  const { text, tokens } = JSON.parse(formatSentence(untagged, 'prodigy')) as Pick<Item, 'text' | 'tokens'>;
  return {
    id: identify(words),
    text,
    words,
    tokens,
    given: tags && readGiven(kind, tags),
    ...(versions && { versions }),
  };
}

/** Labels that are there already; undefined if the tags are of another kind, such as parts of speech where spans are labelled. */
function readGiven(kind: LabelKind, tags: readonly string[]): LabelledSpan[] | undefined {
  const spans = readTags(kind, tags);
  const hasOthers = tags.some((tag) => tag !== 'O' && tag !== '_');
  return spans.length === 0 && hasOthers ? undefined : spans;
}

/** The name of a text, by its words. */
export function identify(words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}
