import {
  type Comparison,
  compareAnswers,
  type LabelledSpan,
  type Merge,
  mergeAnswers,
  startAnnotation,
} from '@tagger/annotate';
import { SettingsError } from '@tagger/core';
import { escapeControls } from '@tagger/core/internal';
import { isSameFile } from '@tagger/core/node';
import type { Command } from 'commander';
import { runPage } from '../annotation/run-page';
import { formatCount, formatPercent } from '../display/format';
import { renderTable } from '../display/table';
import { parsePort } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';

const compareExamples = `
Examples:
  $ tagger annotate compare ann.jsonl bob.jsonl
  $ tagger annotate compare ann.jsonl bob.jsonl --json

Only texts that both have answered are compared. F1 is of labels at the same
place; kappa is Cohen's, of the labels of words.`;

const mergeExamples = `
Examples:
  $ tagger annotate merge ann.jsonl bob.jsonl -o labels.jsonl
  $ tagger annotate merge ann.jsonl bob.jsonl -o labels.jsonl --adjudicate

Texts whose answers are the same, and those that one alone has answered, are
written. The others are listed; --adjudicate asks for them on the page. What
the output has already stays.`;

interface MergeFlags {
  readonly output?: string;
  readonly adjudicate?: boolean;
  readonly port: number;
}

/** The verbs of `tagger annotate` for the files of several people. */
export function defineAnswerFiles(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .command('compare')
    .description('how well two people agree')
    .argument('<first>', 'answers of one')
    .argument('<second>', 'answers of the other')
    .option('--json', 'print JSON')
    .addHelpText('after', compareExamples)
    .action(async (first: string, second: string, { json }: { json?: boolean }) => {
      const comparison = await compareAnswers(first, second);
      io.stdout.write(`${json ? JSON.stringify(comparison, null, 2) : renderComparison(comparison)}\n`);
    });
  command
    .command('merge')
    .description('put the answers of several people together')
    .argument('<files...>', 'answers of several people')
    .option('-o, --output <file>', 'file of the merged answers (.jsonl)')
    .option('--adjudicate', 'open the page for the texts whose answers differ')
    .option('--port <n>', 'port to listen at; 0 takes a free one', parsePort, 8081)
    .addHelpText('after', mergeExamples)
    .action(async (files: readonly string[], _, merge: Command) =>
      // `tagger annotate` takes the flags that it has, too.
      exit(await runMerge(files, merge.optsWithGlobals<MergeFlags>(), io)),
    );
}

function renderComparison({
  texts,
  verdicts,
  sameTexts,
  f1,
  words,
  wordAgreement,
  kappa,
  perLabel,
}: Comparison) {
  const rows = perLabel.map(({ label, first, second, same, f1: own }) => [
    label,
    ...[first, second, same].map(formatCount),
    formatPercent(own),
  ]);
  return [
    `texts of both: ${texts.both} (${texts.firstOnly} of the first alone, ${texts.secondOnly} of the second)`,
    `accepted by both: ${verdicts.accepted}; rejected by both: ${verdicts.rejected}; by one: ${verdicts.different}`,
    `texts with the same labels: ${formatPercent(sameTexts)}`,
    `F1 of the labels: ${formatPercent(f1)}`,
    `words: ${formatCount(words)}, ${formatPercent(wordAgreement)} with the same label; Cohen's kappa ${kappa?.toFixed(3) ?? '-'}`,
    ...(rows.length > 0 ? ['', renderTable(rows, ['label', 'first', 'second', 'same', 'F1'])] : []),
  ].join('\n');
}

async function runMerge(files: readonly string[], flags: MergeFlags, io: Io): Promise<number> {
  const { output, adjudicate = false, port } = flags;
  if (files.length < 2)
    throw new SettingsError('there is one file alone', { hint: 'name those of several people' });
  if (output === undefined || output === '-')
    throw new SettingsError('the merged answers need a file', { hint: 'name it: -o labels.jsonl' });
  if (files.some((file) => isSameFile(file, output)))
    throw new SettingsError(`${output} has answers of one person: the merged ones need another file`);
  const merge = await mergeAnswers(files, output);
  const { same, single, different } = merge.counts;
  io.stderr.write(
    `tagger: texts with the same answers: ${same}, that one alone has answered: ${single}, whose answers differ: ${different}; open: ${merge.open.length}\n`,
  );
  if (!adjudicate || merge.open.length === 0) {
    for (const line of listOpen(merge)) io.stdout.write(`${line}\n`);
    return exitStatus.done;
  }
  const { kind, labels, items } = merge;
  const start = () =>
    startAnnotation({
      items,
      labels,
      kind,
      output,
      port,
      order: 'given',
      trainEvery: 0,
      title: 'Answers that differ',
    });
  return runPage(start, output, io);
}

/** The texts that are open, with what each person has answered. */
function listOpen({ open }: Merge): string[] {
  return open.flatMap(({ words, versions = [] }) => [
    escapeControls(words.join(' ')),
    ...versions.map(({ name, spans }) => `  ${escapeControls(name)}: ${describeSpans(spans, words)}`),
  ]);
}

function describeSpans(spans: readonly LabelledSpan[], words: readonly string[]): string {
  const parts = spans.map(({ start, end, label }) => `${words.slice(start, end).join(' ')} [${label}]`);
  return parts.length === 0 ? 'no labels' : escapeControls(parts.join(', '));
}
