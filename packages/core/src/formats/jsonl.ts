import { CorpusError } from '../errors/corpus-error';
import type { ErrorLocation } from '../errors/tagger-error';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import type { FormatOptions, ParseOptions } from './corpus-format';
import { parseLines } from './parse-lines';
import type { TextChunks } from './text-chunks';

type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Reads JSON Lines: `{"words": ["I", "see"], "tags": ["PRON", "VERB"]}`, one object on each line. `tokens` will do for
 * `words`; the tags are under the key `column`, and a record without that key is untagged.
 */
export function parseJsonl(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  const key = String(options.column ?? 'tags');
  return parseLines(chunks, (text, line) => {
    const location = { file: options.file, line };
    const record = parseRecord(text, location);
    const words = requireStrings(record.words ?? record.tokens, 'words', location);
    if (words.length === 0) throw new CorpusError('the sentence has no words', { location });
    const source = { format: 'jsonl', record } as const;
    const value = record[key] ?? undefined;
    if (value === undefined) return { words, line, source };

    const tags = requireStrings(value, key, location);
    if (tags.length !== words.length) {
      throw new CorpusError(`${words.length} words, but ${tags.length} ${key}`, { location });
    }
    return { words, tags, line, source };
  });
}

/** Writes one JSON object; of a sentence that was read from JSON Lines, all other keys are kept. */
export function formatJsonl(sentence: Sentence, options: FormatOptions = {}): string {
  checkCells(sentence, /^$/, 'JSON Lines');
  const { words, tags, source } = sentence;
  const record = source?.format === 'jsonl' ? source.record : { words };
  return `${JSON.stringify(tags ? { ...record, [options.column ?? 'tags']: tags } : record)}\n`;
}

function parseRecord(text: string, location: ErrorLocation): JsonRecord {
  const record = parseJson(text, location);
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) return record as JsonRecord;
  throw new CorpusError('the line is not a JSON object', {
    location,
    hint: 'write {"words": […], "tags": […]}',
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
  if (!Array.isArray(values)) {
    throw new CorpusError(values === undefined ? `there are no ${key}` : `"${key}" is not a list`, {
      location,
      hint: 'write {"words": […], "tags": […]}',
    });
  }
  const wrong = values.findIndex((value) => typeof value !== 'string' || value === '');
  if (wrong === -1) return values;
  throw new CorpusError(
    `number ${wrong + 1} of "${key}" is ${values[wrong] === '' ? 'empty' : 'not a string'}`,
    { location, hint: typeof values[wrong] === 'number' ? 'write names, not their numbers' : undefined },
  );
}
