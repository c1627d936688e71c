import { detectFormat, type FormatName, formatNames, SettingsError } from '@tagger/core';
import { createCorpusWriter, isSameFile } from '@tagger/core/node';
import { findOtherColumns, findWriteColumn, withTags } from '@tagger/models/internal';
import { type Command, Option } from 'commander';
import {
  addDeviceOptions,
  addFormatOptions,
  type DeviceOptions,
  type FormatOptions,
  parseCount,
  parseLanguage,
} from '../flags/options';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { findInputFormat, readInput } from '../io/read-input';
import { whileLocked } from '../io/while-locked';
import { findEnglishModel } from '../models/english-model';
import { loadTagger } from '../models/load-tagger';

interface TagFlags extends DeviceOptions, FormatOptions {
  readonly outputFormat?: FormatName;
  readonly output: string;
  readonly scores?: boolean;
  readonly top?: number;
  readonly lines?: boolean;
  readonly language?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ echo "I saw her duck." | tagger tag            (the English model)
  $ tagger tag notes.txt                           (the English model)
  $ echo "I saw her duck." | tagger tag model.onnx
  $ tagger tag model.onnx book.txt.gz --output-format conllu -o book.conllu
  $ tagger tag model.onnx test.conllu              (replaces only the tags)
  $ tagger tag model.onnx notes.txt --json --top 3
  $ tagger tag model.onnx posts.txt --lines --output-format columns --scores
  $ tagger tag model.onnx tokens.txt --format words   (tokenized, no tags)

A single argument is the model if it ends in .onnx, and the file otherwise. Text
is written as word/TAG lines by default. Other formats are written unchanged,
byte for byte, except for the tags. A file with an unknown extension needs
--format; standard input is text by default.`;

export function defineTag(command: Command, io: Io, exit: (status: number) => void): void {
  const outputFormats = formatNames.filter((name) => name !== 'text' && name !== 'words' && name !== 'json');
  command
    .argument('[model]', 'model file (.onnx); by default @tagger/model-en')
    .argument('[file]', 'file to tag; by default, or for -, standard input')
    .usage('[options] [model.onnx] [file]')
    .option('-o, --output <file>', 'file to write; by default standard output', '-')
    .addOption(new Option('--output-format <name>', 'format of the output').choices(outputFormats))
    .option('--lines', 'treat each line of text as one sentence, even a blank one')
    .option('--language <code>', "language of the text; by default the model's", parseLanguage)
    .option('--scores', "each tag's probability (columns, jsonl)")
    .option('--top <n>', 'the N most probable tags (columns, jsonl)', parseCount)
    .option('--json', 'short for --output-format jsonl')
    .addHelpText('after', examples);
  addFormatOptions(command, 'column to write the tags to');
  addDeviceOptions(command).action(
    async (first: string | undefined, second: string | undefined, flags: TagFlags) =>
      exit(await runTag(readArguments(first, second), flags, io)),
  );
}

interface TagArguments {
  /** Of the English model that comes along if it is not given. */
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
  const outputFormat = chooseOutputFormat(flags, inputFormat);
  const withScores = flags.scores || flags.top !== undefined;
  if (withScores && !['columns', 'jsonl'].includes(outputFormat))
    throw new SettingsError(`--scores and --top cannot be written as ${outputFormat}`, {
      hint: 'use --output-format columns or jsonl',
    });
  if (model !== undefined && flags.output !== '-' && isSameFile(model, flags.output))
    throw new SettingsError(`${flags.output} is the model: the output would replace it`, {
      hint: 'give -o another file',
    });
  const options = { inputFormat, outputFormat, withScores };
  return whileLocked(io, { files: [flags.output] }, () => tagLocked({ model, file }, flags, options, io));
}

interface TagOptions {
  readonly inputFormat: FormatName;
  readonly outputFormat: FormatName;
  readonly withScores: boolean;
}

async function tagLocked(
  { model, file }: TagArguments,
  flags: TagFlags,
  { inputFormat, outputFormat, withScores }: TagOptions,
  io: Io,
): Promise<number> {
  const tagger = await loadTagger(model ?? (await findEnglishModel(io)), flags, io);
  const interruption = new Interruption(io, () => io.stdin.destroy());
  try {
    if (file === '-' && io.stdin.isTTY) io.stderr.write('tagger: type text to tag; Ctrl-D ends\n');
    const language = flags.language ?? tagger.language;
    // At a terminal a line is meant to be answered when it is typed.
    const lines = flags.lines ?? (file === '-' && io.stdin.isTTY === true);
    const tokenizer = inputFormat === 'text' ? await tagger.createTokenizer(language) : undefined;
    const sentences = readInput(
      file,
      { format: inputFormat, outputFormat, wordColumn: flags.wordColumn, language, tokenizer, lines },
      tagger.model,
      io,
    );
    const column = flags.column ?? findWriteColumn(tagger.model, outputFormat);
    const isScored = withScores && outputFormat === 'columns';
    // Other formats, and rows that are made anew, have the words where they always are.
    const wordColumn = inputFormat === outputFormat && !isScored ? flags.wordColumn : undefined;
    const options = { format: outputFormat, column: isScored ? 2 : column, wordColumn };
    const contents = { withScores, columns: isScored ? [] : findOtherColumns(tagger.model, outputFormat) };
    const writer = await createCorpusWriter(flags.output, { ...options, output: io.stdout });
    try {
      for await (const tagged of tagger.tagSentences(sentences, { topK: flags.top })) {
        const isWanted = await writer.write(withTags(tagged, outputFormat, contents));
        if (!isWanted || interruption.signal.aborted) break;
      }
      if (interruption.signal.aborted) await writer.abort();
      else await writer.close();
    } catch (error) {
      await writer.abort();
      // What waited for more input was ended.
      if (!interruption.signal.aborted) throw error;
    }
    return interruption.status;
  } finally {
    interruption.end();
    await tagger.release();
  }
}

function chooseOutputFormat({ outputFormat, output, json }: TagFlags, inputFormat: FormatName): FormatName {
  if (json) return 'jsonl';
  const chosen = outputFormat ?? detectFormat(output) ?? inputFormat;
  if (chosen === 'json') return 'jsonl';
  const isBratByInput = chosen === 'brat' && (outputFormat ?? detectFormat(output)) !== 'brat';
  return chosen === 'text' || chosen === 'words' || isBratByInput ? 'word-tag' : chosen;
}
