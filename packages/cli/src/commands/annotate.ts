import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { labelKinds, type Order, orders, readItems, startAnnotation } from '@tagger/annotate';
import { type FormatName, formatNames, SettingsError } from '@tagger/core';
import { isSameFile, toFileError } from '@tagger/core/node';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { runPage } from '../annotation/run-page';
import {
  parseColumn,
  parseCount,
  parseLanguage,
  parseNames,
  parseNumber,
  parsePort,
  parseProbability,
} from '../flags/options';
import type { Io } from '../io/io';
import { defineAnswerFiles } from './annotate-files';

interface AnnotateFlags {
  readonly labels?: readonly string[];
  readonly tokens?: boolean;
  readonly output?: string;
  readonly model?: string;
  readonly trainEvery: number;
  readonly order: Order;
  readonly randomShare: number;
  readonly seed: number;
  readonly format?: FormatName;
  readonly column?: string | number;
  readonly language?: string;
  readonly sentences?: boolean;
  readonly host: string;
  readonly port: number;
}

/** Models that come with the command, by the names of their packages. */
const shippedModels: Readonly<Record<string, () => Promise<URL>>> = {
  'model-en': async () => (await import('@tagger/model-en')).default,
  'model-en-ner': async () => (await import('@tagger/model-en-ner')).default,
};

const examples = `
Examples:
  $ tagger annotate texts.txt --labels PER,ORG -o labels.jsonl
  $ tagger annotate texts.txt --labels PER -o labels.jsonl --model model-en-ner
  $ tagger annotate texts.txt --labels NOUN,VERB,ADJ --tokens -o labels.jsonl
  $ tagger annotate doccano.jsonl --labels PER,LOC -o labels.jsonl --order given
  $ tagger annotate compare ann.jsonl bob.jsonl
  $ tagger annotate merge ann.jsonl bob.jsonl -o labels.jsonl --adjudicate
  $ tagger train --train labels.jsonl -o model.onnx

Each answer is on the disk before the next text is shown. The same command
continues where you stopped. Every 50 answers, a model learns from all of them
in the background, suggests labels, and puts the texts first of which it is
least sure. Each line of a text file is a text; other formats may have labels
already. The labels are JSON Lines, which train, test and convert read.`;

export function defineAnnotate(command: Command, io: Io, exit: (status: number) => void): void {
  defineAnswerFiles(command, io, exit);
  command
    .argument('[texts]', 'texts to label: lines, JSON Lines with texts, or a corpus')
    .option('--labels <names>', 'labels, with commas between them', parseNames('PER,ORG'))
    .option('--tokens', 'label each word; by default spans of words')
    .option('-o, --output <file>', 'file of the answers (.jsonl); continued if it is there')
    .option('--model <file>', 'file, model-en or model-en-ner: suggests until another model has learnt')
    .option('--train-every <n>', 'answers after which a model learns; 0: never', parseEvery, 50)
    .addOption(
      new Option('--order <name>', 'which text comes next')
        .choices(orders)
        .default('uncertain' satisfies Order),
    )
    .option('--random-share <p>', 'share of texts at random among the uncertain', parseProbability, 0.1)
    .option('--seed <n>', 'seed of the order', parseCount, 1)
    .addOption(
      new Option('--format <name>', 'format of the texts; by default from the extension').choices(
        formatNames,
      ),
    )
    .option('--column <name>', 'column with the labels that are there', parseColumn)
    .option('--language <code>', 'language in which texts are cut into words', parseLanguage)
    .option('--sentences', 'cut plain text into sentences; by default a line is a text')
    .option('--port <n>', 'port to listen at; 0 takes a free one', parsePort, 8081)
    .option('--host <address>', 'address to listen at; by default only this computer reaches it', '127.0.0.1')
    .addHelpText('after', examples)
    .action(async (texts: string | undefined, flags: AnnotateFlags) =>
      exit(await runAnnotate(texts, flags, io)),
    );
}

async function runAnnotate(texts: string | undefined, flags: AnnotateFlags, io: Io): Promise<number> {
  const { labels, output, model, tokens = false, format, column, language, sentences, ...others } = flags;
  if (texts === undefined || texts === '-')
    throw new SettingsError('there are no texts', {
      hint: 'tagger annotate texts.txt --labels PER,ORG -o labels.jsonl',
    });
  if (labels === undefined)
    throw new SettingsError('there are no labels', { hint: 'name them: --labels PER,ORG' });
  if (output === undefined || output === '-')
    throw new SettingsError('the answers need a file', { hint: 'name it: -o labels.jsonl' });
  if (isSameFile(texts, output))
    throw new SettingsError(`${output} has the texts: the answers need another file`, {
      hint: 'give -o another file',
    });
  const kind = labelKinds[tokens ? 1 : 0];
  const { items, repeats } = await readItems(texts, labels, kind, {
    format,
    column,
    language,
    cutsSentences: sentences,
  });
  if (repeats > 0) io.stderr.write(`tagger: repeated texts: ${repeats}; each is asked for once\n`);
  const start = async () =>
    startAnnotation({
      items,
      labels,
      kind,
      output,
      model: model === undefined ? undefined : await readModel(model),
      ...others,
      title: basename(texts),
    });
  return runPage(start, output, io);
}

/** The model of a file, or a shipped one by its name. */
async function readModel(file: string): Promise<{ name: string; bytes: Uint8Array }> {
  const shipped = Object.hasOwn(shippedModels, file) ? await shippedModels[file]!() : undefined;
  const bytes = await readFile(shipped ?? file).catch((error) => {
    throw toFileError(error, file);
  });
  return { name: basename(file), bytes };
}

/** A number of answers, or 0. */
function parseEvery(text: string): number {
  const value = parseNumber(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('It is not a whole number of at least 0.');
}
