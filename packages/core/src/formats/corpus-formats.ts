import { SettingsError } from '../errors';
import type { Sentence } from '../sentence';
import { formatDoccano, formatLabelStudio, formatProdigy, formatSpacy } from './annotations/write-records';
import { refuseStream } from './brat/refuse-stream';
import { formatColumns, parseColumns } from './columns';
import { formatConllu, formatConllup } from './conllu/format-conllu';
import { parseConllu, parseConllup } from './conllu/parse-conllu';
import type { CorpusFormat, FormatName, ParseOptions, WriteOptions } from './corpus-format';
import { formatCsv } from './csv/format-csv';
import { parseCsv } from './csv/parse-csv';
import { formatJsonList, parseJsonList } from './json';
import { formatJsonl, parseJsonl } from './jsonl';
import { formatText, parseText } from './text';
import type { TextChunks } from './text-chunks';
import { formatWordTag, parseWordTag } from './word-tag';
import { formatWords, parseWords } from './words';

/** Every format, by its name. */
export const corpusFormats: Readonly<Record<FormatName, CorpusFormat>> = {
  conllu: { extensions: ['conllu', 'conll-u'], parse: parseConllu, format: formatConllu },
  conllup: { extensions: ['conllup'], parse: parseConllup, format: formatConllup },
  columns: {
    extensions: ['conll', 'tsv', 'columns', 'bio', 'iob', 'iob2', 'iobes', 'bioes', 'bilou', 'bmes', 'ner'],
    parse: parseColumns,
    format: formatColumns,
  },
  csv: { extensions: ['csv'], parse: parseCsv, format: formatCsv },
  brat: { extensions: ['ann'], parse: refuseStream, format: refuseStream },
  'word-tag': { extensions: ['pos', 'tagged', 'wordtag'], parse: parseWordTag, format: formatWordTag },
  words: { extensions: ['words', 'tok'], parse: parseWords, format: formatWords },
  jsonl: { extensions: ['jsonl', 'ndjson'], parse: parseJsonl, format: formatJsonl },
  json: { extensions: ['json'], parse: parseJsonList, format: formatJsonList },
  text: { extensions: ['txt', 'text'], parse: parseText, format: formatText },
  doccano: { extensions: [], parse: parseJsonl, format: formatDoccano },
  prodigy: { extensions: [], parse: parseJsonl, format: formatProdigy },
  spacy: { extensions: [], parse: parseJsonl, format: formatSpacy },
  'label-studio': { extensions: [], parse: parseJsonList, format: formatLabelStudio, isList: true },
  'hugging-face': {
    extensions: [],
    parse: (chunks, options) => parseJsonl(chunks, { ...options, column: options?.column ?? 'ner_tags' }),
    format: (sentence, { column = 'ner_tags', wordColumn = 'tokens' } = {}) =>
      formatJsonl(sentence, { column, wordColumn }),
  },
};

/** The names of the formats, for help texts and messages. */
export const formatNames = Object.keys(corpusFormats) as readonly FormatName[];

/**
 * Reads sentence after sentence of a text in the named format, holding no more than one in memory.
 *
 * @throws CorpusError from the iteration, with file and line, if the text is not of this format or exceeds the `limits`.
 * @throws SettingsError if there is no such format, or it has no such `column` or `wordColumn`.
 */
export function parseSentences(
  chunks: TextChunks,
  { format, ...options }: ParseOptions & { readonly format: FormatName },
): AsyncGenerator<Sentence> {
  return findFormat(format).parse(chunks, options);
}

/**
 * Returns a sentence in the named format, with its line ends and the blank line after it: a file is its sentences, one after
 * another.
 *
 * @throws CorpusError if the format cannot hold a word or a tag of the sentence.
 * @throws SettingsError if there is no such format, or it has no such `column` or `wordColumn`.
 */
export function formatSentence(sentence: Sentence, format: FormatName, options: WriteOptions = {}): string {
  return findFormat(format).format(sentence, options);
}

/** The format that a file's name tells by its ending (also before `.gz`), or undefined. */
export function detectFormat(path: string): FormatName | undefined {
  const extension = /\.([^./\\]+)(?:\.gz)?$/.exec(path.toLowerCase())?.[1] ?? '';
  return formatNames.find((name) => corpusFormats[name].extensions.includes(extension));
}

function findFormat(name: FormatName): CorpusFormat {
  if (Object.hasOwn(corpusFormats, name)) return corpusFormats[name];
  throw new SettingsError(`there is no format "${name}"`, {
    hint: `choose one of ${formatNames.join(', ')}`,
  });
}
