import { CorpusError } from '../errors/corpus-error';
import type { ErrorLocation } from '../errors/tagger-error';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import type { FormatOptions, ParseOptions } from './corpus-format';
import { describeTags } from './describe-tags';
import { parseLines } from './parse-lines';
import { describeSpanRecord } from './span-records';
import type { TextChunks } from './text-chunks';

type JsonRecord = Readonly<Record<string, unknown>>;

const wanted = 'write {"words": […], "tags": […]}: tokens, and one tag for each';

/**
 * Reads JSON Lines: `{"words": ["I", "see"], "tags": ["PRON", "VERB"]}`, one object on each line. The words are under the key
 * `wordColumn`, without it under `words` or else `tokens`; the tags are under the key `column`. A word whose tag is `null` is
 * unlabelled, and a record without that key is untagged.
 */
export function parseJsonl(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  const key = String(options.column ?? 'tags');
  return parseLines(chunks, (text, line) => {
    const location = { file: options.file, line };
    const record = parseRecord(text, location);
    const wordKey = findWordKey(record, options);
    const words = requireStrings(requireWords(record, wordKey, location), wordKey, location);
    if (words.length === 0) throw new CorpusError('the sentence has no words', { location });
    const source = { format: 'jsonl', record } as const;
    const value = record[key] ?? undefined;
    if (value === undefined) return { words, line, source };

    const labels = requireLabels(value, key, location);
    if (labels.length !== words.length) {
      throw new CorpusError(`${words.length} words, but ${labels.length} ${key}`, { location });
    }
    return { words, ...describeTags(labels), line, source };
  });
}

/** Writes one JSON object; of a sentence that was read from JSON Lines, all other keys are kept. */
export function formatJsonl(sentence: Sentence, options: FormatOptions = {}): string {
  checkCells(sentence, /^$/, 'JSON Lines');
  const { words, tags, unlabelled = [], source } = sentence;
  const record = source?.format === 'jsonl' ? source.record : { [options.wordColumn ?? 'words']: words };
  // A tag that was put in the place of a missing one is one.
  const values = tags?.map((tag, index) => (tag === '_' && unlabelled.includes(index) ? null : tag));
  return `${JSON.stringify(values ? { ...record, [options.column ?? 'tags']: values } : record)}\n`;
}

function findWordKey(record: JsonRecord, { wordColumn }: ParseOptions): string {
  if (wordColumn !== undefined) return String(wordColumn);
  return (record.words ?? undefined) === undefined && Array.isArray(record.tokens) ? 'tokens' : 'words';
}

function requireWords(record: JsonRecord, key: string, location: ErrorLocation): unknown {
  const words = record[key] ?? undefined;
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
