import { basename } from 'node:path';
import { detectFormat, type FormatName, formatNames, type Sentence, SettingsError } from '@tagger/core';
import { createCorpusWriter, createTextWriter, isSameFile, type TextWriter } from '@tagger/core/node';
import type { SentenceEntities, SpanRules, TaggedSentence, Tagger } from '@tagger/models';
import { listModelSpans, planTagOutput, withTags } from '@tagger/models/internal';
import { SentenceView, viewEnd, writeViewStart } from '@tagger/server/internal';
import { type Command, Option } from 'commander';
import { formatEntities, formatEntitiesJson } from '../entities/format-entities';
import { readRules } from '../entities/read-rules';
import {
  addDeviceOptions,
  addFormatOptions,
  type DeviceOptions,
  type FormatOptions,
  parseCount,
  parseLanguage,
  parseNames,
  parseProbability,
} from '../flags/options';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { findInputFormat, readInput } from '../io/read-input';
import { whileLocked } from '../io/while-locked';
import { findEnglishModel } from '../models/english-model';
import { loadTagger } from '../models/load-tagger';

/** A page is for people alone: nothing reads it back. */
type OutputFormat = FormatName | 'html';

interface TagFlags extends DeviceOptions, FormatOptions {
  readonly outputFormat?: OutputFormat;
  readonly output: string;
  readonly scores?: boolean;
  readonly top?: number;
  readonly only?: readonly string[];
  readonly lines?: boolean;
  readonly language?: string;
  readonly json?: boolean;
  readonly entities?: boolean;
  readonly minimumScore?: number;
  readonly rules?: string;
}

const examples = `
Examples:
  $ echo "I saw her duck." | tagger tag            (the English model)
  $ tagger tag notes.txt                           (the English model)
  $ echo "I saw her duck." | tagger tag model.onnx
  $ tagger tag model.onnx book.txt.gz --output-format conllu -o book.conllu
  $ tagger tag model.onnx test.conllu              (replaces only the tags)
  $ tagger tag model.onnx notes.txt -o notes.html  (a page that shows the tags)
  $ tagger tag model.onnx notes.txt --json --top 3
  $ tagger tag model.onnx posts.txt --lines --output-format columns --scores
  $ tagger tag model.onnx tokens.txt --format words   (tokenized, no tags)
  $ tagger tag ner.onnx notes.txt --entities --minimum-score 0.5
  $ tagger tag ner.onnx notes.txt --entities --json --rules names.json

A single argument is the model if it ends in .onnx, and the file otherwise. Text
is written as word/TAG lines by default. Other formats are written unchanged,
byte for byte, except for the tags. A file with an unknown extension needs
--format; standard input is text by default. Fewer columns (--only) take less
time; the first one of the model is always among them.

--entities writes one line for each entity: label, probability, place and text.
With --json, it writes one JSON object for each sentence. Places count UTF-16
units of the text, or words of the sentence if the input is no text.`;

export function defineTag(command: Command, io: Io, exit: (status: number) => void): void {
  const formats = formatNames.filter((name) => name !== 'text' && name !== 'words' && name !== 'json');
  command
    .argument(
      '[model]',
      'model file (.onnx); by default @tagger/model-en, for --entities @tagger/model-en-ner',
    )
    .argument('[file]', 'file to tag; by default, or for -, standard input')
    .usage('[options] [model.onnx] [file]')
    .option('-o, --output <file>', 'file to write; by default standard output', '-')
    .addOption(new Option('--output-format <name>', 'format of the output').choices([...formats, 'html']))
    .option(
      '--only <columns>',
      'of a model of several columns, these alone: upos,lemma',
      parseNames('upos,lemma'),
    )
    .option('--lines', 'treat each line of text as one sentence, even a blank one')
    .option('--language <code>', "language of the text; by default the model's", parseLanguage)
    .option('--scores', "each tag's probability (columns, jsonl)")
    .option('--top <n>', 'the N most probable tags (columns, jsonl, html)', parseCount)
    .option('--json', 'short for --output-format jsonl')
    .option('--entities', 'write the entities instead of the tags')
    .option('--minimum-score <p>', 'with --entities: only those as probable as this', parseProbability)
    .option('--rules <file>', 'phrases and patterns of your own (JSON), before or behind the model')
    .addHelpText('after', examples);
  addFormatOptions(command, 'column to write the tags to');
  addDeviceOptions(command).action(
    async (first: string | undefined, second: string | undefined, flags: TagFlags) =>
      exit(await runTag(readArguments(first, second), flags, io)),
  );
}

interface TagArguments {
  /** One of the English models that come along if it is not given. */
  readonly model?: string | undefined;
  readonly file: string;
}

/** One argument alone is a model if it ends in .onnx, and otherwise what is tagged; of two the first is the model. */
function readArguments(first: string | undefined, second: string | undefined): TagArguments {
  if (second !== undefined) return { model: first, file: second };
  return first?.endsWith('.onnx') ? { model: first, file: '-' } : { file: first ?? '-' };
}

async function runTag({ model, file }: TagArguments, flags: TagFlags, io: Io): Promise<number> {
  const inputFormat = flags.format ?? (await findInputFormat(file));
  if (flags.lines && inputFormat !== 'text')
    throw new SettingsError(`--lines is for text, not for ${inputFormat}`, {
      hint: 'that format marks the ends of its sentences',
    });
  checkEntityFlags(flags);
  const outputFormat = chooseOutputFormat(flags, inputFormat);
  const withScores = flags.scores || flags.top !== undefined;
  // A page shows them anyway.
  if (withScores && !flags.entities && !['columns', 'jsonl', 'html'].includes(outputFormat))
    throw new SettingsError(`--scores and --top cannot be written as ${outputFormat}`, {
      hint: 'use --output-format columns or jsonl',
    });
  if (model !== undefined && flags.output !== '-' && isSameFile(model, flags.output))
    throw new SettingsError(`${flags.output} is the model: the output would replace it`, {
      hint: 'give -o another file',
    });
  const rules = flags.rules === undefined ? undefined : await readRules(flags.rules);
  const options = { inputFormat, outputFormat, withScores, rules };
  return whileLocked(io, { files: [flags.output] }, () => tagLocked({ model, file }, flags, options, io));
}

function checkEntityFlags({ entities, minimumScore, outputFormat, scores, top }: TagFlags): void {
  if (!entities && minimumScore !== undefined)
    throw new SettingsError('--minimum-score is for --entities', { hint: 'add --entities' });
  const other = outputFormat ? '--output-format' : scores ? '--scores' : top === undefined ? '' : '--top';
  if (entities && other)
    throw new SettingsError(`--entities does not go with ${other}`, {
      hint: 'entities have their own format; --json makes it JSON Lines',
    });
}

interface TagOptions {
  readonly inputFormat: FormatName;
  readonly outputFormat: OutputFormat;
  readonly withScores: boolean;
  readonly rules: SpanRules | undefined;
}

async function tagLocked(
  { model, file }: TagArguments,
  flags: TagFlags,
  options: TagOptions,
  io: Io,
): Promise<number> {
  const { inputFormat, outputFormat } = options;
  const tagger = await loadTagger(
    model ?? (await findEnglishModel(io, flags.entities ? 'entities' : 'columns')),
    flags,
    io,
    flags.only,
  );
  const interruption = new Interruption(io, () => io.stdin.destroy());
  try {
    if (file === '-' && io.stdin.isTTY) io.stderr.write('tagger: type text to tag; Ctrl-D ends\n');
    const language = flags.language ?? tagger.language;
    // At a terminal a line is meant to be answered when it is typed.
    const lines = flags.lines ?? (file === '-' && io.stdin.isTTY === true);
    const tokenizer = inputFormat === 'text' ? await tagger.createTokenizer(language) : undefined;
    const written = outputFormat === 'html' ? 'text' : outputFormat;
    const sentences = readInput(
      file,
      {
        format: inputFormat,
        outputFormat: written,
        wordColumn: flags.wordColumn,
        language,
        tokenizer,
        lines,
      },
      tagger.model,
      io,
    );
    const { signal } = interruption;
    if (flags.entities) await writeAll(await openEntities(tagger, sentences, flags, options, io), signal);
    else if (outputFormat === 'html') {
      const title = file === '-' ? 'Tagged text' : basename(file);
      await writeAll(await openPage(tagger, sentences, { ...flags, ...options, title }, io), signal);
    } else {
      const tags = await openTags(tagger, sentences, flags, { ...options, outputFormat }, io);
      await writeAll(tags, signal);
    }
    return interruption.status;
  } finally {
    interruption.end();
    await tagger.release();
  }
}

/** What is to be written, and where. */
interface Output<Item> {
  readonly items: AsyncIterable<Item>;
  readonly writer: Pick<TextWriter, 'close' | 'abort'>;
  /** @returns false once nobody reads any more */
  write(item: Item): Promise<boolean>;
}

async function writeAll<Item>({ items, writer, write }: Output<Item>, signal: AbortSignal): Promise<void> {
  try {
    for await (const item of items) {
      const isWanted = await write(item);
      if (!isWanted || signal.aborted) break;
    }
    if (signal.aborted) await writer.abort();
    else await writer.close();
  } catch (error) {
    await writer.abort();
    // What waited for more input was ended.
    if (!signal.aborted) throw error;
  }
}

async function openTags(
  tagger: Tagger,
  sentences: AsyncIterable<Sentence>,
  flags: TagFlags,
  { inputFormat, outputFormat, withScores, rules }: TagOptions & { readonly outputFormat: FormatName },
  io: Io,
): Promise<Output<TaggedSentence>> {
  const { column, wordColumn } = flags;
  const layout = { inputFormat, outputFormat, column, wordColumn, withScores };
  const { write: options, contents } = planTagOutput(tagger.model, layout);
  const writer = await createCorpusWriter(flags.output, { ...options, output: io.stdout });
  return {
    items: tagger.tagSentences(sentences, { topK: flags.top, rules }),
    writer,
    write: (tagged) => writer.write(withTags(tagged, outputFormat, contents)),
  };
}

async function openPage(
  tagger: Tagger,
  sentences: AsyncIterable<Sentence>,
  {
    output,
    top,
    rules,
    title,
  }: Pick<TagFlags, 'output' | 'top'> & Pick<TagOptions, 'rules'> & { title: string },
  io: Io,
): Promise<Output<TaggedSentence>> {
  const writer = await createTextWriter(output, io.stdout);
  const view = new SentenceView(tagger.model);
  await writer.write(writeViewStart(title));
  const close = async () => {
    await writer.write(viewEnd);
    await writer.close();
  };
  return {
    items: tagger.tagSentences(sentences, { topK: top, rules }),
    writer: { abort: () => writer.abort(), close },
    write: async (tagged) => tagged.words.length === 0 || writer.write(view.write(tagged)),
  };
}

async function openEntities(
  tagger: Tagger,
  sentences: AsyncIterable<Sentence>,
  { column, minimumScore, output, json }: TagFlags,
  { rules }: TagOptions,
  io: Io,
): Promise<Output<SentenceEntities>> {
  const options = { minimumScore, rules, column: column === undefined ? undefined : String(column) };
  const items = tagger.entitiesOfSentences(sentences, options);
  const writer = await createTextWriter(output, io.stdout);
  const labels = [
    ...listModelSpans(tagger.model).flatMap(({ grammar }) => grammar.types),
    ...(rules?.labels ?? []),
  ];
  const width = Math.max(...labels.map(({ length }) => length));
  return {
    items,
    writer,
    async write(found) {
      if (found.sentence.source?.format === 'gap') return true;
      return writer.write(json ? formatEntitiesJson(found) : formatEntities(found, width));
    },
  };
}

function chooseOutputFormat({ outputFormat, output, json }: TagFlags, inputFormat: FormatName): OutputFormat {
  if (json) return 'jsonl';
  if (outputFormat === 'html' || (!outputFormat && /\.html?$/i.test(output))) return 'html';
  const chosen = outputFormat ?? detectFormat(output) ?? inputFormat;
  if (chosen === 'json') return 'jsonl';
  const isBratByInput = chosen === 'brat' && (outputFormat ?? detectFormat(output)) !== 'brat';
  return chosen === 'text' || chosen === 'words' || isBratByInput ? 'word-tag' : chosen;
}
