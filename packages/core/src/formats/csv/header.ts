import { CorpusError, type ErrorLocation, SettingsError } from '../../errors';
import type { FormatOptions, ParseOptions } from '../corpus-format';
import { splitCsvRow } from './cells';

/** Names of columns, in any case; of several, the first one in this order is meant. */
const knownNames = {
  word: ['word', 'words', 'token', 'tokens', 'form', 'text', 'content'],
  tag: [
    ...['tag', 'tags', 'label', 'labels', 'ner', 'ner_tag', 'ner_tags', 'entity', 'entities', 'iob', 'bio'],
    ...['upos', 'pos', 'pos_tag', 'pos_tags', 'xpos', 'spans'],
  ],
  sentence: ['sentence', 'sentence_id', 'sent_id', 'sent', 'sentence_number', 'sentence_idx', 'sid'],
  document: ['document', 'document_id', 'doc_id', 'doc', 'file'],
} as const;

const delimiters = [',', '\t', ';', '|'];

/** The first row of a file, which names its columns; places of columns count from 0. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
  readonly word: number;
  /** Undefined for a file without tags. */
  readonly tag: number | undefined;
  /** Further columns that were asked for. */
  readonly others: readonly { readonly name: string; readonly place: number }[];
  /** Columns whose values change where a sentence starts. */
  readonly keys: readonly number[];
  /** Whether a row may be a text with spans: its words have the name of a text, and no column numbers sentences. */
  readonly mayHaveTexts: boolean;
}

/**
 * Reads the header of a CSV file.
 *
 * @throws CorpusError if no column has the name of words
 * @throws SettingsError if there is no column of a given name or number
 */
export function readCsvHeader(text: string, options: ParseOptions, location: ErrorLocation): CsvHeader {
  const { delimiter, names } = splitHeader(text);
  const word = findPlace(names, options.wordColumn, location) ?? findKnown(names, 'word');
  if (word === undefined)
    throw new CorpusError(`the first line names no column of words: ${names.slice(0, 5).join(', ')}`, {
      location,
      hint: 'name it word, token or form, or give --word-column',
    });
  const tag = findPlace(names, options.column, location) ?? findKnown(names, 'tag', [word]);
  if (tag === word)
    throw new SettingsError(`column "${names[word]}" holds the words, not the tags`, {
      hint: 'choose another column',
    });
  const sentence = findKnown(names, 'sentence', [word, tag]);
  return {
    delimiter,
    names,
    word,
    tag,
    others: (options.columns ?? []).map((column) => {
      const place = findPlace(names, column, location)!;
      return { name: typeof column === 'number' ? names[place]! : column, place };
    }),
    keys: [findKnown(names, 'document', [word, tag]), sentence].filter((place) => place !== undefined),
    mayHaveTexts: ['text', 'content'].includes(simplify(names[word]!)) && sentence === undefined,
  };
}

/**
 * Whether the first line of a file of columns names them: it has tabs, commas or semicolons, and either the usual names of
 * words and of tags, or those that were asked for.
 */
export function isCsvHeader(text: string, { column, wordColumn }: FormatOptions): boolean {
  const { names } = splitHeader(text);
  if (names.length < 2) return false;
  const isNamed = (wanted: string | number | undefined, kind: 'word' | 'tag') =>
    typeof wanted === 'string' && !/^\d+$/.test(wanted)
      ? names.includes(wanted)
      : findKnown(names, kind) !== undefined;
  return isNamed(wordColumn, 'word') && isNamed(column, 'tag');
}

function splitHeader(text: string): { delimiter: string; names: string[] } {
  const split = (delimiter: string) => splitCsvRow(text, delimiter).values.map((name) => name.trim());
  const [delimiter] = [...delimiters].sort((a, b) => split(b).length - split(a).length);
  return { delimiter: delimiter!, names: split(delimiter!) };
}

function findKnown(
  names: readonly string[],
  kind: keyof typeof knownNames,
  taken: readonly (number | undefined)[] = [],
): number | undefined {
  const simple = names.map((name, place) => (taken.includes(place) ? '' : simplify(name)));
  const places = knownNames[kind].map((name) => simple.indexOf(name));
  return places.find((place) => place !== -1);
}

/** `Sentence #` is `sentence`. */
function simplify(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

/** The place of a column by its name, in any case, or by its number from 1. */
function findPlace(
  names: readonly string[],
  column: string | number | undefined,
  location: ErrorLocation,
): number | undefined {
  if (column === undefined) return undefined;
  const text = String(column);
  const named = [names.indexOf(text), names.findIndex((name) => simplify(name) === simplify(text))];
  const place = named.find((at) => at !== -1) ?? (/^\d+$/.test(text) ? Number(text) - 1 : -1);
  if (place >= 0 && place < names.length) return place;
  const file = location.file === undefined ? '' : ` of ${location.file}`;
  throw new SettingsError(`there is no column "${text}" in the first line${file}`, {
    hint: `choose one of ${names.slice(0, 20).join(', ')}`,
  });
}
