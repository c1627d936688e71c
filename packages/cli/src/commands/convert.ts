import {
  CorpusLook,
  detectFormat,
  type FormatName,
  formatNames,
  type Sentence,
  SettingsError,
} from '@tagger/core';
import { createCorpusWriter, isSameFile, nameBratFiles, readCorpus, tellFormat } from '@tagger/core/node';
import { type Command, Option } from 'commander';
import { lookAt } from '../corpora/look-at';
import { readAnnotations } from '../corpora/read-annotations';
import { createSplitter, parseSplit, partNames, type Split } from '../corpora/split';
import { listColumns, readColumns } from '../corpora/tag-column';
import { showFinding } from '../display/show-finding';
import {
  type AnnotationOptions,
  addAnnotationOptions,
  addFormatOptions,
  type FormatOptions,
  parseCount,
  parseLanguage,
} from '../flags/options';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';
import { whileLocked } from '../io/while-locked';

interface ConvertFlags extends FormatOptions, AnnotationOptions {
  readonly output: string;
  readonly outputFormat?: FormatName;
  readonly outputColumn?: string | number;
  readonly split?: Split;
  readonly seed: number;
  readonly language?: string;
}

const examples = `
Examples:
  $ tagger convert doccano.jsonl -o train.conll
  $ tagger convert label-studio.json -o corpus.conllu --split 80/10/10 --seed 1
  $ tagger convert train.conll -o tasks.json --output-format label-studio
  $ tagger convert annotations/ -o corpus.conllu     (.txt and .ann of brat)
  $ tagger convert train.conll -o train.csv
  $ tagger convert train.conllu --column xpos -o train.tsv

--split writes a file for each part, corpus.train.conllu, corpus.dev.conllu and
corpus.test.conllu. A document is in one part: a text with spans, what # newdoc
starts, or else each sentence.`;

export function defineConvert(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<corpus>', 'tagged corpus, or - for standard input')
    .option('-o, --output <file>', 'file to write; by default standard output', '-')
    .addOption(
      new Option('--output-format <name>', 'format of the output; by default from its extension').choices(
        formatNames.filter((name) => name !== 'json' && name !== 'text'),
      ),
    )
    .option('--output-column <name>', 'column to write the tags to (conllu, columns, jsonl)')
    .option('--split <parts>', 'percentages of train, dev and test: 80/10/10, 90/10', parseSplit)
    .option('--seed <n>', 'with --split: what draws the parts', parseCount, 1)
    .option('--language <code>', 'language of texts with spans, which are cut into tokens', parseLanguage)
    .addHelpText('after', examples);
  addFormatOptions(command, 'column with the tags');
  addAnnotationOptions(command).action(async (corpus: string, flags: ConvertFlags) =>
    exit(await runConvert(corpus, flags, io)),
  );
}

async function runConvert(corpus: string, flags: ConvertFlags, io: Io): Promise<number> {
  const { output, split } = flags;
  if (split && output === '-')
    throw new SettingsError('--split writes several files', {
      hint: 'give -o a name, such as corpus.conllu',
    });
  const outputFormat = flags.outputFormat ?? detectFormat(output);
  if (!outputFormat || outputFormat === 'json')
    throw new SettingsError(`the format of the output, ${output}, is not known`, {
      hint: 'give --output-format',
    });
  const files = split ? namePartFiles(output, split) : [output];
  const written = outputFormat === 'brat' ? files.flatMap(listBratFiles) : files;
  if (written.some((file) => file !== '-' && corpus !== '-' && isSameFile(corpus, file)))
    throw new SettingsError(`${output} is the corpus: the output would replace it`, {
      hint: 'give -o another file',
    });
  return whileLocked(io, { files: written }, () => convertLocked(corpus, files, outputFormat, flags, io));
}

async function convertLocked(
  corpus: string,
  files: readonly string[],
  outputFormat: FormatName,
  flags: ConvertFlags,
  io: Io,
): Promise<number> {
  const { format = await tellFormat(corpus), wordColumn, language, outputColumn, split, seed } = flags;
  const look = new CorpusLook({ file: corpus === '-' ? 'stdin' : corpus, format });
  const read = readCorpus(corpus, {
    format,
    ...readColumns(flags.column),
    ...(await readAnnotations(flags)),
    wordColumn,
    locale: language,
    input: io.stdin,
  });
  const column = outputColumn ?? findOutputColumn(format, outputFormat, flags.column);
  const options = { format: outputFormat, column, output: io.stdout };
  const writers = await Promise.all(files.map((file) => createCorpusWriter(file, options)));
  const choose = split ? createSplitter(split, seed) : () => 0;
  try {
    for await (const sentence of lookAt(read, look)) {
      const isWanted = await writers[choose(sentence)]!.write(withoutSource(sentence, outputFormat));
      if (!isWanted) break;
    }
    for (const writer of writers) await writer.close();
  } catch (error) {
    await Promise.all(writers.map((writer) => writer.abort()));
    throw error;
  }
  for (const finding of look.findings()) showFinding(finding, io);
  return exitStatus.done;
}

/** The column that the tags go to if none is chosen. */
function findOutputColumn(
  format: FormatName | undefined,
  outputFormat: FormatName,
  flag: string | number | undefined,
): string | number | undefined {
  const [column] = listColumns(flag);
  if (outputFormat === format) return column;
  if (outputFormat === 'csv') return typeof column === 'string' ? column : undefined;
  if (format?.startsWith('conllu') && outputFormat.startsWith('conllu')) return column;
  // Tags of another format are of any kind, which xpos takes.
  return outputFormat === 'conllu' ? 'xpos' : undefined;
}

/** A line of JSON is written anew: the records of the format that it came from have other keys. */
function withoutSource(sentence: Sentence, format: FormatName): Sentence {
  if (!['jsonl', 'hugging-face'].includes(format) || sentence.source?.format !== 'jsonl') return sentence;
  const { words, tags, unlabelled, columns } = sentence;
  return { words, ...(tags && { tags }), ...(unlabelled && { unlabelled }), ...(columns && { columns }) };
}

function listBratFiles(output: string): string[] {
  return output === '-' ? [] : Object.values(nameBratFiles(output));
}

/** corpus.conllu.gz → corpus.train.conllu.gz, and so on */
function namePartFiles(output: string, split: Split): string[] {
  const [, stem, extension] = /^(.*?)((?:\.[^./\\]+)?(?:\.gz)?)$/.exec(output)!;
  return split.map((_, part) => `${stem}.${partNames[part]}${extension}`);
}
