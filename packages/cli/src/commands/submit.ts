import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type FormatName, SettingsError } from '@tagger/core';
import { type CuttableFormat, corpusFormats, cuttableFormats, isCuttable } from '@tagger/core/internal';
import { assertFolderWritable, isSameFile, toFileError } from '@tagger/core/node';
import type { ChunkOptions, GatheredFormat, SubmitResult } from '@tagger/queue';
import { type Command, Option } from 'commander';
import { createBar } from '../display/bar';
import { addFormatOptions, type FormatOptions, parseCount, parseLanguage, parseSize } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { findInputFormat } from '../io/read-input';
import { whileLocked } from '../io/while-locked';
import { findEnglishModel } from '../models/english-model';
import { loadQueue } from '../queue/load-queue';
import { addQueueOptions, note, openRedis, type QueueFlags } from '../queue/queue-options';
import { type HashedModel, readHashedModel } from '../queue/read-model';

interface SubmitFlags extends QueueFlags, FormatOptions {
  readonly output: string;
  readonly model?: string;
  readonly outputFormat?: GatheredFormat;
  readonly json?: boolean;
  readonly lines?: boolean;
  readonly language?: string;
  readonly scores?: boolean;
  readonly top?: number;
  readonly chunk: number;
  readonly window: number;
}

const outputFormats: readonly GatheredFormat[] = ['word-tag', 'columns', 'conllu', 'jsonl'];

const examples = `
Examples:
  $ tagger submit --redis redis://queue:6379 corpus.txt -o tagged
  $ tagger submit --model model.onnx corpus.conllu.gz -o tagged   (REDIS_URL)
  $ tagger work --redis redis://queue:6379 --model model.onnx     (elsewhere)

The corpus is cut at the ends of sentences or paragraphs, tagged by all workers
that have the same model, and put together: the file in the folder has the bytes
that tagger tag writes with the same options. Formats that can be cut:
${cuttableFormats.join(', ')}.

After Ctrl-C, the same command continues. A chunk that fails three times is
named at the end, with status 1; the others are kept. What Redis needs:
docs/queue.md`;

export function defineSubmit(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<corpus>', 'file to tag')
    .requiredOption('-o, --output <folder>', 'folder for the tagged file, and for what is not complete yet')
    .option('--model <file>', 'model of the workers; by default @tagger/model-en');
  addQueueOptions(command);
  addFormatOptions(command, 'column to write the tags to')
    .addOption(new Option('--output-format <name>', 'format of the output').choices(outputFormats))
    .option('--json', 'short for --output-format jsonl')
    .option('--lines', 'treat each line of text as one sentence, even a blank one')
    .option('--language <code>', "language of the text; by default the model's", parseLanguage)
    .option('--scores', "each tag's probability (columns, jsonl)")
    .option('--top <n>', 'the N most probable tags (columns, jsonl)', parseCount)
    .option('--chunk <size>', 'characters of a chunk: 64K, 1M', parseSize, 2 ** 18)
    .option('--window <n>', 'chunks in Redis at a time', parseCount, 64)
    .addHelpText('after', examples)
    .action(async (corpus: string, flags: SubmitFlags) => exit(await runSubmit(corpus, flags, io)));
}

async function runSubmit(corpus: string, flags: SubmitFlags, io: Io): Promise<number> {
  const format = await findFormat(corpus, flags);
  const outputFormat = chooseOutputFormat(flags, format);
  const { output, lines, scores, top } = flags;
  if (lines && format !== 'text')
    throw new SettingsError(`--lines is for text, not for ${format}`, {
      hint: 'that format marks the ends of its sentences',
    });
  if ((scores || top !== undefined) && !['columns', 'jsonl'].includes(outputFormat))
    throw new SettingsError(`--scores and --top cannot be written as ${outputFormat}`, {
      hint: 'use --output-format columns or jsonl',
    });
  const [extension] = corpusFormats[outputFormat].extensions;
  const name = `${basename(corpus).replace(/(\.[^.]+)?(\.gz)?$/i, '')}.${extension}`;
  if (isSameFile(corpus, join(output, name)))
    throw new SettingsError(`the output would replace ${corpus}`, { hint: 'give -o another folder' });
  await assertFolderWritable(output, [name]);
  const model = await readHashedModel(flags.model ?? (await findEnglishModel(io)));
  return whileLocked(io, { folder: output }, () =>
    submitLocked({ corpus, name, model, format, outputFormat, flags }, io),
  );
}

interface SubmitPlan {
  readonly corpus: string;
  /** Of the tagged file. */
  readonly name: string;
  readonly model: HashedModel;
  readonly format: CuttableFormat;
  readonly outputFormat: GatheredFormat;
  readonly flags: SubmitFlags;
}

async function submitLocked(plan: SubmitPlan, io: Io): Promise<number> {
  const { corpus, name, model, flags } = plan;
  const { PartsFolder, submitCorpus } = await loadQueue();
  const interruption = new Interruption(io);
  const { signal } = interruption;
  const output = join(flags.output, name);
  const progress = createProgress(io, (await stat(corpus)).size);
  try {
    const link = await openRedis(flags, io, signal);
    const result = await submitCorpus({
      link,
      prefix: flags.queue,
      file: corpus,
      output,
      parts: await PartsFolder.open(`${output}.parts`),
      model: {
        name: model.name,
        sha256: model.sha256,
        hasTokenizer: model.description.tokenizer !== undefined,
      },
      options: listOptions(plan),
      size: flags.chunk,
      window: flags.window,
      signal,
      note: (line) => note(io, line),
      listener: progress,
    });
    progress.stop();
    return showResult(result, output, io);
  } catch (error) {
    if (!signal.aborted) throw error;
    progress.stop();
    note(io, `interrupted: ${progress.chunks} chunks are tagged (the same command goes on)`);
    return interruption.status;
  } finally {
    progress.stop();
    interruption.end();
  }
}

/** All that the result of a chunk depends on. */
function listOptions({ model, format, outputFormat, flags }: SubmitPlan): ChunkOptions {
  const { column, wordColumn, lines, scores, top } = flags;
  const language = flags.language ?? model.description.training.corpus.language ?? 'en';
  return { format, outputFormat, column, wordColumn, lines, scores, top, language };
}

function showResult({ chunks, known, sentences, failed }: SubmitResult, output: string, io: Io): number {
  if (failed.length === 0) {
    const kept = known > 0 ? `, ${known} from an earlier run` : '';
    io.stdout.write(`${output}: ${sentences} sentences (${chunks} chunks${kept})\n`);
    return exitStatus.done;
  }
  for (const { name, reason } of failed) note(io, `${name}: put aside: ${reason}`);
  const count = `${failed.length} of ${chunks} chunks`;
  note(io, `${count} failed three times, and ${output} is not written (the same command tries them again)`);
  return exitStatus.wrong;
}

function createProgress(io: Io, size: number) {
  const bar = createBar(io, 'read {percentage} % {bar} {done} chunks tagged');
  bar?.start(size, 0, { done: 0 });
  let chunks = 0;
  return {
    get chunks() {
      return chunks;
    },
    read: (bytes: number) => bar?.update(bytes),
    chunk() {
      chunks += 1;
      bar?.update({ done: chunks });
    },
    stop: () => bar?.stop(),
  };
}

async function findFormat(corpus: string, { format }: SubmitFlags): Promise<CuttableFormat> {
  const found = corpus === '-' ? undefined : await stat(corpus).catch((error) => error);
  if (found instanceof Error) throw toFileError(found, corpus);
  if (!found?.isFile())
    throw new SettingsError(`${corpus} is not a file`, {
      hint: 'after an interruption, a corpus is read from its start again',
    });
  const name = format ?? (await findInputFormat(corpus));
  if (isCuttable(name)) return name;
  throw new SettingsError(`${name} cannot be cut into chunks`, {
    hint: `convert it first, with tagger convert; these can be cut: ${cuttableFormats.join(', ')}`,
  });
}

function chooseOutputFormat({ outputFormat, json }: SubmitFlags, inputFormat: FormatName): GatheredFormat {
  const chosen = json ? 'jsonl' : (outputFormat ?? inputFormat);
  return outputFormats.find((name) => name === chosen) ?? 'word-tag';
}
