import { type CorpusFinding, SettingsError } from '@tagger/core';
import {
  compareCorpora,
  compareParts,
  countLabels,
  findLeaks,
  findOtherLabels,
  findRareTags,
  findReadings,
  findSchemeErrors,
  lookAtColumns,
} from '@tagger/core/internal';
import type { CompactCorpus } from '@tagger/trainer/internal';
import type { Command } from 'commander';
import { listParts, readFiles } from '../corpora/read-corpora';
import { type CheckedFile, type CheckResult, renderCheck, toCheckJson } from '../display/check-result';
import { collectTexts } from '../flags/collect-texts';
import {
  type AnnotationOptions,
  addAnnotationOptions,
  addFormatOptions,
  type FormatOptions,
  parseLanguage,
} from '../flags/options';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';

interface CheckFlags extends FormatOptions, AnnotationOptions {
  readonly dev?: readonly string[];
  readonly test?: readonly string[];
  readonly language?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ tagger check ner.conll
  $ tagger check train.jsonl --dev dev.jsonl --test test.jsonl
  $ tagger check corpus.csv --column ner --json > check.json

Prints the labels with their counts, and what may be wrong: the warnings of
tagger train, tags that their scheme does not allow, labels that occur once or
twice, sentences of dev and test that are in the training corpus, and the same
words labelled differently.

Exit status: 0 nothing found, 2 something to look at, 1 an error.`;

export function defineCheck(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<corpus...>', 'tagged corpora that belong together, or - for standard input')
    .option('--dev <file>', 'dev corpus; may be repeated', collectTexts)
    .option('--test <file>', 'test corpus; may be repeated', collectTexts)
    .option('--language <code>', 'language of texts with spans, which are cut into tokens', parseLanguage)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples);
  addFormatOptions(command, 'column with the tags');
  addAnnotationOptions(command).action(async (corpora: readonly string[], flags: CheckFlags) =>
    exit(await runCheck(corpora, flags, io)),
  );
}

async function runCheck(names: readonly string[], flags: CheckFlags, io: Io): Promise<number> {
  const { dev = [], test = [] } = flags;
  if ([...names, ...dev, ...test].filter((name) => name === '-').length > 1)
    throw new SettingsError('standard input can be read only once', { hint: 'save it as a file' });
  const findings: CorpusFinding[] = [];
  const read = async (files: readonly string[], isTraining: boolean) =>
    files.length > 0 ? readFiles(files, { isTraining }, flags, io, findings) : undefined;
  const train = (await read(names, true))!;
  const others = [await read(dev, false), await read(test, false)].filter((corpus) => corpus !== undefined);
  const result = check(train, others, findings);
  io.stdout.write(flags.json ? toCheckJson(result) : renderCheck(result));
  return result.findings.length + result.readings.length > 0 ? exitStatus.found : exitStatus.done;
}

function check(
  train: CompactCorpus,
  others: readonly CompactCorpus[],
  findings: readonly CorpusFinding[],
): CheckResult {
  const parts = listParts(train);
  const all = [...parts, ...others.flatMap(listParts)];
  const files = all.map(
    ({ name, sentences }): CheckedFile => ({
      name,
      sentences: sentences.length,
      tokens: sentences.tokens,
      labels: countLabels(sentences),
    }),
  );
  const found = [
    ...findings,
    ...lookAtColumns(train),
    ...compareParts(parts),
    ...all.map(findSchemeErrors),
    ...parts.map((part) => findRareTags(part, countLabels(part.sentences))),
    findOtherLabels(parts),
    ...others.flatMap(listParts).flatMap((part) => {
      // That all sentences are the same is told by how many they are.
      const compared = compareCorpora(train, part).filter(({ kind }) => kind !== 'same-sentences');
      return [...compared, findLeaks(parts, part)];
    }),
  ];
  return { files, findings: found.filter((finding) => finding !== undefined), readings: findReadings(all) };
}
