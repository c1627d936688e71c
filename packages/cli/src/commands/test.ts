import { basename } from 'node:path';
import { type CorpusFinding, CorpusLook, SettingsError } from '@tagger/core';
import { escapeControls, listTagCounts } from '@tagger/core/internal';
import { readCorpus, tellFormat } from '@tagger/core/node';
import type { ModelDescription } from '@tagger/models';
import { collectReport, type TestResult, testTagger } from '@tagger/trainer';
import type { Command } from 'commander';
import { lookAt } from '../corpora/look-at';
import { readAnnotations } from '../corpora/read-annotations';
import { keepSuspicious } from '../corpora/suspicious';
import { findTestColumns, findWordColumn } from '../corpora/tag-column';
import { formatCount, formatPercent } from '../display/format';
import { renderColumns } from '../display/render-columns';
import { showFinding } from '../display/show-finding';
import { renderTable } from '../display/table';
import {
  type AnnotationOptions,
  addAnnotationOptions,
  addDeviceOptions,
  addFormatOptions,
  type DeviceOptions,
  type FormatOptions,
  parseLanguage,
} from '../flags/options';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';
import { whileLocked } from '../io/while-locked';
import { loadTagger } from '../models/load-tagger';
import { renderRawScores } from '../raw-text/render-raw-scores';
import { scoreRaw } from '../raw-text/score-raw';
import { checkReportFolder, reportFiles, writeReport } from '../report/write-report';

interface TestFlags extends DeviceOptions, FormatOptions, AnnotationOptions {
  readonly json?: boolean;
  readonly confusion?: boolean;
  readonly report?: string;
  readonly raw?: boolean;
  readonly language?: string;
}

const examples = `
Examples:
  $ tagger test model.onnx test.conllu
  $ tagger test model.onnx test.conllu --json > scores.json
  $ tagger test model.onnx test.conllu --report report
  $ tagger test model.onnx ner.tsv --column 4 --json --confusion
  $ tagger test model.onnx test.conllu --raw

The loss is the cross-entropy in nats, summed over each sentence and averaged
over sentences. Tokens whose tag the model does not have count as wrong, and are
left out of the loss. A model of several columns is scored in each; loss and
tags are those of the first. --raw tags the text of the corpus instead of its
words, and prints the scores of the CoNLL 2018 shared task, from tokens to tags.`;

/** Rows of the table of confusions. */
const confusionCount = 10;

export function defineTest(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<model>', 'model file')
    .argument('<corpus>', 'tagged corpus, or - for standard input')
    .option('--confusion', 'with --json: include the confusion matrix')
    .option('--report <folder>', 'write a page (index.html) and the model card (card.md)')
    .option('--raw', 'score the tagging of the raw text (CoNLL-U)')
    .option('--language <code>', "with --raw: language of the text; by default the model's", parseLanguage)
    .option('--json', 'print the scores as JSON')
    .addHelpText('after', examples);
  addFormatOptions(command, "column with the tags, or several: upos,lemma; by default the model's");
  addAnnotationOptions(command);
  addDeviceOptions(command).action(async (model: string, corpus: string, flags: TestFlags) =>
    exit(await runTest(model, corpus, flags, io)),
  );
}

async function runTest(model: string, corpus: string, flags: TestFlags, io: Io): Promise<number> {
  if (flags.raw) return testRaw(model, corpus, flags, io);
  if (flags.language !== undefined)
    throw new SettingsError('--language is for --raw', {
      hint: 'the words of a corpus are taken as they are',
    });
  if (flags.report === undefined) return testLocked(model, corpus, flags, io);
  // What can go wrong is found before what takes long.
  await checkReportFolder(flags.report);
  return whileLocked(io, { folder: flags.report }, () => testLocked(model, corpus, flags, io));
}

async function testLocked(model: string, corpus: string, flags: TestFlags, io: Io): Promise<number> {
  const tagger = await loadTagger(model, flags, io);
  try {
    const format = flags.format ?? (await tellFormat(corpus));
    const wordColumn = flags.wordColumn ?? findWordColumn(tagger.model, format);
    const file = corpus === '-' ? 'stdin' : corpus;
    const look = new CorpusLook({ file, format });
    const columns = findTestColumns(tagger.model, format, flags.column);
    const read = readCorpus(corpus, {
      format,
      ...columns,
      ...(await readAnnotations(flags)),
      wordColumn,
      locale: tagger.language,
      input: io.stdin,
    });
    const sentences = lookAt(read, look);
    const options = { file };
    const report = flags.report === undefined ? undefined : await collectReport(tagger, sentences, options);
    const result = report ? report.result : await testTagger(tagger, sentences, options);
    if (report) await writeReport(flags.report!, report, { model, corpus, description: tagger.model });
    const { column } = tagger.model.training.corpus;
    const findings = [...look.findings(), ...compareWithModel(result, tagger.model, file)];
    for (const finding of keepSuspicious(findings, column)) showFinding(finding, io);
    io.stdout.write(flags.json ? toJson(result, flags.confusion ?? false) : render(result));
    if (report)
      io.stderr.write(
        `wrote ${Object.values(reportFiles).join(' and ')} to ${escapeControls(flags.report!)}\n`,
      );
    return exitStatus.done;
  } finally {
    await tagger.release();
  }
}

async function testRaw(model: string, corpus: string, flags: TestFlags, io: Io): Promise<number> {
  const { report, confusion, labels, strict } = flags;
  if (report !== undefined || confusion)
    throw new SettingsError(`--raw does not go with ${confusion ? '--confusion' : '--report'}`, {
      hint: 'run tagger test twice',
    });
  if (labels !== undefined || strict)
    throw new SettingsError(`--raw does not go with ${strict ? '--strict' : '--labels'}`, {
      hint: 'it reads CoNLL-U, whose labels are names of words',
    });
  const tagger = await loadTagger(model, flags, io);
  try {
    const scores = await scoreRaw(tagger, corpus, flags, io);
    io.stdout.write(flags.json ? `${JSON.stringify(scores, null, 2)}\n` : renderRawScores(scores));
    return exitStatus.done;
  } finally {
    await tagger.release();
  }
}

/** What is suspicious about a corpus for a test of this model. */
function compareWithModel(
  { unseenTags, tokens, unlabelledTokens = 0, sentences }: TestResult,
  { training: { corpus } }: ModelDescription,
  file: string,
): CorpusFinding[] {
  const unseen = new Map(Object.entries(unseenTags));
  const isSame = corpus.sentences === sentences && corpus.tokens === tokens + unlabelledTokens;
  const findings: (CorpusFinding | false)[] = [
    unseen.size > 0 && {
      kind: 'foreign-tags',
      problem: `tags that the model has never seen count as wrong, and are left out of the loss: ${listTagCounts(unseen)}`,
      location: { file },
    },
    isSame &&
      corpus.name === basename(file) && {
        kind: 'same-sentences',
        problem: 'the model was trained on a corpus with this name and as many sentences and tokens',
        location: { file },
        hint: 'its scores say nothing about new text',
      },
  ];
  return findings.filter((finding) => finding !== false);
}

function toJson({ confusion, ...result }: TestResult, withConfusion: boolean): string {
  return `${JSON.stringify(withConfusion ? { ...result, confusion } : result, null, 2)}\n`;
}

function render(result: TestResult): string {
  const { perTag, spans } = result;
  const main = [
    ['token accuracy', formatPercent(result.accuracy)],
    ['sentence accuracy', formatPercent(result.sentenceAccuracy)],
    ['macro-F1', formatPercent(result.macroF1)],
    ['accuracy on unknown words', formatPercent(result.unknownAccuracy)],
    ...(spans ? [['span F1', formatPercent(spans.f1)]] : []),
    ...(result.spanCalibration
      ? [['calibration error of spans', formatPercent(result.spanCalibration.error)]]
      : []),
    ['loss', formatLoss(result)],
    ['tokens', formatCount(result.tokens)],
    ...(result.unlabelledTokens ? [['tokens without a tag', formatCount(result.unlabelledTokens)]] : []),
    ['unknown words', formatCount(result.unknownTokens)],
    ['sentences', formatCount(result.sentences)],
  ];
  const scores = ({ precision, recall, f1 }: { precision: number; recall: number; f1: number }) =>
    [precision, recall, f1].map(formatPercent);
  const parts = [
    renderTable(main),
    ...(Object.keys(result.outputs).length > 1 ? [renderColumns(result.outputs)] : []),
    renderTable(
      perTag.map((row) => [row.tag, ...scores(row), formatCount(row.support)]),
      ['tag', 'precision', 'recall', 'F1', 'tokens'],
    ),
  ];
  if (spans)
    parts.push(
      renderTable(
        spans.perType.map((row) => [row.type, ...scores(row), formatCount(row.gold)]),
        ['span', 'precision', 'recall', 'F1', 'spans'],
      ),
    );
  const confusions = findConfusions(result);
  if (confusions.length > 0) parts.push(renderTable(confusions, ['gold', 'tagged as', 'tokens']));
  return `${parts.join('\n\n')}\n`;
}

/** With the tokens that it leaves out, if there are any. */
function formatLoss({ loss, tokensWithoutLoss: without, tokens }: TestResult): string {
  if (loss === null) return '-';
  if (without === 0) return loss.toFixed(4);
  return `${loss.toFixed(4)} (without ${formatCount(without)} of ${formatCount(tokens)} tokens)`;
}

/** The most frequent errors: gold tag, predicted tag, number of tokens. */
function findConfusions({ confusion: { tags, counts } }: TestResult): (string | number)[][] {
  const cells = counts.flatMap((row, gold) =>
    row
      .map((count, predicted) => ({ gold, predicted, count }))
      .filter((cell) => cell.gold !== cell.predicted),
  );
  return cells
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, confusionCount)
    .map(({ gold, predicted, count }) => [tags[gold]!, tags[predicted]!, formatCount(count)]);
}
