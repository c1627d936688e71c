import { CorpusError, type ErrorLocation, SettingsError } from '../errors';
import { limits } from '../limits';
import { mapValues } from '../map-values';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import type { FormatOptions, ParseOptions, WriteOptions } from './corpus-format';
import { describeTags } from './describe-tags';
import { formatGap } from './gap';
import { isNestedDeeper, setJsonProperties } from './json-object';
import { parseLines } from './parse-lines';
import { describeSpanRecord } from './span-records';
import type { TextChunks } from './text-chunks';

type JsonRecord = Readonly<Record<string, unknown>>;

/** Keys of the words, the first one that a record has. */
const wordKeys: readonly string[] = ['words', 'tokens'];

const wanted = 'write {"words": […], "tags": […]}: tokens, and one tag for each';

/**
 * Reads JSON Lines: `{"words": ["I", "see"], "tags": ["PRON", "VERB"]}`, one object on each line. The words are under the key
 * `wordColumn`, without it under `words` or else `tokens`; the tags are under the key `column`. A word whose tag is `null` is
 * unlabelled, and a record without that key is untagged. `columns` are further keys of the same kind. With the option `gaps`, a record may have no words.
 */
export function parseJsonl(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  const key = findTagKey(options);
  const otherKeys = (options.columns ?? []).map((column) => findTagKey({ ...options, column }));

  function parse(text: string, line: number, source: string): Sentence {
    const location = { file: options.file, line };
    const record = parseRecord(text, location);
    const wordKey = findWordKey(record, options);
    const words = requireStrings(requireWords(record, wordKey, location), wordKey, location);
    if (words.length === 0 && !options.gaps) throw new CorpusError('the sentence has no words', { location });
    const readLabels = (name: string) => {
      const value = readValue(record, name);
      const labels = value === undefined ? undefined : requireLabels(value, name, location);
      if (labels && labels.length !== words.length)
        throw new CorpusError(`${words.length} words, but ${labels.length} ${name}`, { location });
      return labels;
    };
    const columns = otherKeys.map((name) => [name, readLabels(name) ?? words.map(() => undefined)]);
    return {
      words,
      ...describeTags(readLabels(key) ?? []),
      ...(columns.length > 0 && { columns: Object.fromEntries(columns) }),
      line,
      source: { format: 'jsonl', text: source },
    };
  }

  return parseLines(chunks, { format: 'jsonl', parse }, options);
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

function parseRecord(text: string, location: ErrorLocation): JsonRecord {
  if (/^\s*\[\s*$/.test(text))
    throw new CorpusError('a JSON list over several lines, as annotation tools export it', {
      location,
      hint: `JSON Lines has one object on each line; ${wanted}`,
    });
  if (isNestedDeeper(text, limits.jsonDepth))
    throw new CorpusError(`lists or objects are nested more than ${limits.jsonDepth} deep`, { location });
  const record = parseJson(text, location);
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) return record as JsonRecord;
  const shape = describeSpanRecord(record);
  throw new CorpusError(shape ? `the line is ${shape}` : 'the line is not a JSON object', {
    location,
    hint: wanted,
  });
}

function parseJson(text: string, location: ErrorLocation): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CorpusError('the line is not JSON', { location, hint: (cause as Error).message, cause });
  }
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
): readonly (string | undefined)[] {
  if (!Array.isArray(values)) {
    throw new CorpusError(values === undefined ? `there are no ${key}` : `"${key}" is not a list`, {
      location,
      hint: wanted,
    });
  }
  const wrong = values.findIndex((value) => value !== null && (typeof value !== 'string' || value === ''));
  if (wrong === -1) return values.map((value) => value ?? undefined);
  throw new CorpusError(
    `number ${wrong + 1} of "${key}" is ${values[wrong] === '' ? 'empty' : 'not a string'}`,
    { location, hint: typeof values[wrong] === 'number' ? 'write names, not their numbers' : undefined },
  );
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
