import { CorpusError, type ErrorLocation, SettingsError } from '../errors';
import { limits } from '../limits';
import { mapValues } from '../map-values';
import type { Sentence } from '../sentence';
import { isRecord, type JsonRecord } from './annotations/annotated-text';
import { cutAnnotatedText } from './annotations/cut-annotated-text';
import { readAnnotatedText } from './annotations/read-annotated-text';
import { checkCells } from './check-cells';
import type { FormatOptions, ParseOptions, WriteOptions } from './corpus-format';
import { describeTags } from './describe-tags';
import { formatGap } from './gap';
import { isNestedDeeper, setJsonProperties } from './json-object';
import { parseLines } from './parse-lines';
import { describeSpanRecord } from './span-records';
import type { TextChunks } from './text-chunks';

/** Keys of the words, the first one that a record has. */
const wordKeys: readonly string[] = ['words', 'tokens'];

const wanted = 'write {"words": […], "tags": […]}: tokens, and one tag for each';

/**
 * Reads JSON Lines: `{"words": ["I", "see"], "tags": ["PRON", "VERB"]}`, one object on each line. The words are under the key
 * `wordColumn`, without it under `words` or else `tokens`; the tags are under the key `column`. A word whose tag is `null` is
 * unlabelled, and a record without that key is untagged. One whose `answer` is `reject` or `ignore` is left out. `columns` are further keys of the same kind. A record of an annotation
 * tool, a text with spans, gives its sentences with BIO tags. With the option `gaps`, a record may have no words.
 */
export function parseJsonl(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  const readRecord = createRecordReader(options);
  const parse = (text: string, line: number, source: string) => {
    const location = { file: options.file, line };
    return readRecord(parseLine(text, location), location, source);
  };
  return parseLines(chunks, { format: 'jsonl', parse }, options);
}

/** Reads a record: of words, or of an annotated text. @param source the line that it is on */
export type RecordReader = (
  record: unknown,
  location: ErrorLocation & { readonly line: number },
  source: string,
) => Sentence | readonly Sentence[];

/** @throws SettingsError if the tags would be the words */
export function createRecordReader(options: ParseOptions): RecordReader {
  const key = findTagKey(options);
  const otherKeys = (options.columns ?? []).map((column) => findTagKey({ ...options, column }));

  return (value, location, source) => {
    const annotated = isOfWords(value, options) ? undefined : readAnnotatedText(value, location);
    // What is only tagged needs nobody's consent.
    if (annotated?.isLeftOut && !options.gaps) return [];
    if (annotated) return cutAnnotatedText(annotated, options, location);
    const record = requireRecord(value, location);
    if (isRejected(record) && !options.gaps) return [];
    const wordKey = findWordKey(record, options);
    const words = requireStrings(requireWords(record, wordKey, location), wordKey, location);
    if (words.length === 0 && !options.gaps) throw new CorpusError('the sentence has no words', { location });
    const readLabels = (name: string) => {
      const value = readValue(record, name);
      const labels = value === undefined ? undefined : requireLabels(value, name, location, options.labels);
      if (labels && labels.length !== words.length)
        throw new CorpusError(`${words.length} words, but ${labels.length} ${name}`, { location });
      return labels;
    };
    const columns = otherKeys.map((name) => [name, readLabels(name) ?? words.map(() => undefined)]);
    return {
      words,
      ...describeTags(readLabels(key) ?? []),
      ...(columns.length > 0 && { columns: Object.fromEntries(columns) }),
      line: location.line,
      source: { format: 'jsonl', text: source },
    };
  };
}

/** Whether an annotator has rejected the record or passed over it, as Prodigy writes it. */
function isRejected(record: JsonRecord): boolean {
  const answer = readValue(record, 'answer');
  return answer === 'reject' || answer === 'ignore';
}

/** Whether a record has its words as a list of strings. */
function isOfWords(record: unknown, options: ParseOptions): boolean {
  if (!isRecord(record)) return false;
  const words = readValue(record, findWordKey(record, options));
  return Array.isArray(words) && !words.some((word) => typeof word === 'object' && word !== null);
}

/**
 * Writes one JSON object. A record that was read from JSON Lines is given back byte for byte, with its tags and the
 * values of its source.
 */
export function formatJsonl(sentence: Sentence, options: WriteOptions = {}): string {
  const gap = formatGap(sentence, 'jsonl');
  if (gap !== undefined) return gap;
  checkCells(sentence, /^$/, 'JSON Lines');
  const { words, tags, source } = sentence;
  const unlabelled = new Set(sentence.unlabelled);
  const own = source?.format === 'jsonl' ? source : undefined;
  const text = own?.text ?? `${JSON.stringify({ [options.wordColumn ?? 'words']: words })}\n`;
  // A tag that was put in the place of a missing one is one.
  const values = tags?.map((tag, index) => (tag === '_' && unlabelled.has(index) ? null : tag));
  const others = mapValues(sentence.columns ?? {}, (labels) => labels.map((label) => label ?? null));
  return setJsonProperties(text, {
    ...(values && { [findTagKey(options)]: values }),
    ...others,
    ...own?.values,
  });
}

/** @throws SettingsError if it is the key of the words. */
function findTagKey({ column = 'tags', wordColumn }: FormatOptions): string {
  const key = String(column);
  if (wordColumn === undefined ? !wordKeys.includes(key) : key !== String(wordColumn)) return key;
  throw new SettingsError(`key "${key}" holds the words, not the tags`, { hint: 'choose another column' });
}

function findWordKey(record: JsonRecord, { wordColumn }: FormatOptions): string {
  if (wordColumn !== undefined) return String(wordColumn);
  return readValue(record, 'words') === undefined && Array.isArray(readValue(record, 'tokens'))
    ? 'tokens'
    : 'words';
}

/** The value of a key of the record itself (every object has some for keys such as `constructor`), but not null. */
function readValue(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? (record[key] ?? undefined) : undefined;
}

function requireWords(record: JsonRecord, key: string, location: ErrorLocation): unknown {
  const words = readValue(record, key);
  const isList = Array.isArray(words) && !words.some((word) => typeof word === 'object' && word !== null);
  const shape = isList ? undefined : describeSpanRecord(record);
  if (!shape) return words;
  throw new CorpusError(`the record is ${shape}`, { location, hint: wanted });
}

function parseLine(text: string, location: ErrorLocation): unknown {
  if (/^\s*\[\s*$/.test(text))
    throw new CorpusError('a JSON list over several lines, as annotation tools export it', {
      location,
      hint: 'give --format json, or name the file .json',
    });
  return parseJson(text, location);
}

/** @throws CorpusError if the text is not JSON, or is nested too deep */
export function parseJson(text: string, location: ErrorLocation): unknown {
  if (isNestedDeeper(text, limits.jsonDepth))
    throw new CorpusError(`lists or objects are nested more than ${limits.jsonDepth} deep`, { location });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CorpusError('the text is not JSON', { location, hint: (cause as Error).message, cause });
  }
}

function requireRecord(record: unknown, location: ErrorLocation): JsonRecord {
  if (isRecord(record)) return record;
  const shape = describeSpanRecord(record);
  throw new CorpusError(shape ? `the record is ${shape}` : 'the record is not a JSON object', {
    location,
    hint: wanted,
  });
}

function requireStrings(values: unknown, key: string, location: ErrorLocation): readonly string[] {
  const labels = requireLabels(values, key, location);
  const missing = labels.indexOf(undefined);
  if (missing === -1) return values as readonly string[];
  throw new CorpusError(`number ${missing + 1} of "${key}" is not a string`, { location });
}

/** The strings of a list, undefined for each `null`. */
function requireLabels(
  values: unknown,
  key: string,
  location: ErrorLocation,
  names?: readonly string[],
): readonly (string | undefined)[] {
  if (!Array.isArray(values)) {
    throw new CorpusError(values === undefined ? `there are no ${key}` : `"${key}" is not a list`, {
      location,
      hint: wanted,
    });
  }
  if (names && values.some((value) => typeof value === 'number'))
    return nameLabels(values, key, location, names);
  const wrong = values.findIndex((value) => value !== null && (typeof value !== 'string' || value === ''));
  if (wrong === -1) return values.map((value) => value ?? undefined);
  throw new CorpusError(
    `number ${wrong + 1} of "${key}" is ${values[wrong] === '' ? 'empty' : 'not a string'}`,
    {
      location,
      hint: typeof values[wrong] === 'number' ? 'give the names of the tags with --labels' : undefined,
    },
  );
}

/** The names of tags that are numbers from 0. */
function nameLabels(
  values: readonly unknown[],
  key: string,
  location: ErrorLocation,
  names: readonly string[],
): readonly (string | undefined)[] {
  const isTag = (value: unknown) => value === null || names[value as number] !== undefined;
  const wrong = values.findIndex((value) => !isTag(value));
  if (wrong === -1) return values.map((value) => (value === null ? undefined : names[value as number]!));
  throw new CorpusError(`number ${wrong + 1} of "${key}", ${JSON.stringify(values[wrong])}, has no name`, {
    location,
    hint: `there are ${names.length} names for the numbers from 0 to ${names.length - 1}`,
  });
}

/** The keys of an untagged record that have a name or a number for each word, such as `ner_tags`. */
export function listTagKeys({
  words,
  source,
}: Sentence): { readonly name: string; readonly hasNames: boolean }[] {
  if (source?.format !== 'jsonl') return [];
  return Object.entries(JSON.parse(source.text) as JsonRecord).flatMap(([name, values]) => {
    if (!Array.isArray(values) || values.length !== words.length || !/tag|label|pos|ner|chunk/i.test(name))
      return [];
    const isOf = (type: string) => values.every((value) => typeof value === type);
    return isOf('string') || isOf('number') ? [{ name, hasNames: isOf('string') }] : [];
  });
}
