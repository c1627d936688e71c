import { SettingsError } from '@tagger/core';
import { escapeControls } from '@tagger/core/internal';
import { assertWritable, replaceFile } from '@tagger/core/node';
import { InterruptedError, type TrainedModel, train } from '@tagger/trainer';
import { completeSettings, removeCheckpoint } from '@tagger/trainer/internal';
import type { Command } from 'commander';
import { applyConfig } from '../config/apply-config';
import { readConfig } from '../config/read-config';
import { aboutCorpus } from '../corpora/about-corpus';
import { readCorpora } from '../corpora/read-corpora';
import { findVectors } from '../corpora/word-vectors';
import { describePreset } from '../display/describe-preset';
import { formatBytes, formatDuration, formatPercent } from '../display/format';
import { GradientLog } from '../display/gradient-log';
import { renderColumns } from '../display/render-columns';
import { shellWord } from '../display/shell-word';
import { renderTable } from '../display/table';
import { TrainingDisplay } from '../display/training-display';
import { chooseEngine } from '../engines/choose-engine';
import { withFlagName } from '../flags/options';
import {
  checkOutput,
  describeFacts,
  readSettings,
  settingFlags,
  type TrainFlags,
} from '../flags/train-flags';
import { addConfigOption, addCorpusOptions, addOutputOptions, addTrainOptions } from '../flags/train-options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io, Output } from '../io/io';
import { resultIo } from '../io/result-io';
import { whileLocked } from '../io/while-locked';
import { readStart } from '../models/read-start';
import { gatherTexts, planTokenizer } from '../tokenizer/train-tokenizer';

const examples = `
Examples:
  $ tagger train                     (on the included small corpus)
  $ tagger train --train train.conllu --dev dev.conllu -o model.onnx
  $ tagger train --train news.conllu --train web.conllu --dev dev.conllu
  $ tagger train --train train.conllu --column xpos --model rnn --epochs 10
  $ tagger train --train train.conllu --column upos,xpos,feats,lemma
  $ tagger train --train ner.tsv --dev dev.tsv --seed 7 --threads 2
  $ tagger train --train train.conllu --dev dev.conllu --vectors glove.txt
  $ tagger train --config tagger.json --lr 0.002
  $ tagger train --train train.conllu --dev dev.conllu --resume

A config file has flags as keys: {"train": "train.conllu", "batchTokens": 4096}.
Paths in it are relative to its folder.

Ctrl-C saves OUTPUT.checkpoint; the same command with --resume continues.`;

export function defineTrain(command: Command, io: Io, exit: (status: number) => void): void {
  command.addHelpText('after', examples);
  addConfigOption(addOutputOptions(addCorpusOptions(command)));
  command.option('--resume', 'continue from the checkpoint of an interrupted run');
  addTrainOptions(command);
  command.action(async ({ config }: TrainFlags) => {
    if (config !== undefined) applyConfig(command, await readConfig(config));
    exit(await runTrain(command.opts(), io));
  });
}

async function runTrain(flags: TrainFlags, io: Io): Promise<number> {
  readSettings(flags);
  checkOutput(flags);
  const outputs = { files: [flags.output, flags.logGradients] };
  return whileLocked(io, outputs, () => trainLocked(flags, io));
}

async function trainLocked(flags: TrainFlags, io: Io): Promise<number> {
  const started = io.now();
  // What can go wrong is found before what takes long.
  const target = await assertWritable(flags.output);
  const { logGradients: logPath, resume = false } = flags;
  if (resume && target.kind !== 'file') throw describeNoCheckpoint(flags.output);
  if (logPath) await assertWritable(logPath);
  const start = flags.from === undefined ? undefined : await readStart(flags.from, flags, io);
  const texts = gatherTexts(flags);
  const about = aboutCorpus(flags);
  const corpora = await readCorpora(flags, io, { texts, model: start?.model });
  const corpus = describeFacts(corpora.train);
  const settings = readSettings(flags, corpus);
  const engine = await chooseEngine(flags, io, settings);

  const display = new TrainingDisplay(io, describePreset(flags, corpus), flags.quiet);
  const interruption = new Interruption(io, () => {
    display.stop();
    io.stderr.write('tagger: stopping after this step\n');
  });
  const { signal } = interruption;
  const { clipNorm, seed } = completeSettings(settings);
  // Beside a pipe or a device nothing can be kept.
  const checkpoint = target.kind === 'file' ? { path: `${flags.output}.checkpoint`, resume } : undefined;
  const log = logPath ? await GradientLog.create(logPath, { clipNorm, isAppended: resume }) : undefined;
  let model: TrainedModel;
  try {
    const trainTokenizer = texts && planTokenizer(flags, { texts, engine, seed, signal, checkpoint, io });
    const vectors = await findVectors(flags, corpora.train, completeSettings(settings), io, signal);
    model = await train({
      ...corpora,
      ...about,
      settings,
      from: start?.file,
      vectors,
      precision: flags.precision,
      engine,
      trainTokenizer,
      checkpoint,
      signal,
      onEvent: (event) => {
        display.handle(event);
        log?.handle(event);
      },
    });
  } catch (error) {
    io.stderr.write(`tagger: ${describeInterruption(error, signal)}\n`);
    return interruption.status;
  } finally {
    display.stop();
    log?.close();
    interruption.end();
  }
  await replaceFile(flags.output, model.bytes);
  if (checkpoint) await removeCheckpoint(checkpoint.path);

  const { tokensPerSecond: speed } = display;
  writeResult(model, flags, { seconds: (io.now() - started) / 1000, speed }, resultIo(target, io).stdout);
  return exitStatus.done;
}

function writeResult(
  model: TrainedModel,
  { output, json, quiet }: TrainFlags,
  { seconds, speed }: { readonly seconds: number; readonly speed: number },
  stdout: Output,
): void {
  if (json) stdout.write(`${JSON.stringify(summarize(model, output, seconds, speed), null, 2)}\n`);
  else if (!quiet) showResult(model, output, seconds, stdout);
}

/** @throws the error, unless the run was interrupted */
function describeInterruption(error: unknown, signal: AbortSignal): string {
  if (error instanceof InterruptedError) return error.message;
  // What comes before training throws the reason of the signal itself.
  if (signal.aborted && error === signal.reason) return 'interrupted before training';
  throw withFlagName(settingFlags, error);
}

function describeNoCheckpoint(output: string): SettingsError {
  return new SettingsError(
    `--resume needs a checkpoint, and ${output}, which is not a regular file, has none`,
    { hint: 'give -o a file' },
  );
}

function summarize(
  { description, history, bytes }: TrainedModel,
  output: string,
  seconds: number,
  speed = 0,
) {
  const { settings, engine, epoch, scores } = description.training;
  return {
    output,
    bytes: bytes.length,
    settings,
    engine,
    epoch,
    scores,
    ...(description.tokenizer && { tokenizer: description.tokenizer.scores ?? {} }),
    history,
    seconds,
    tokensPerSecond: Math.round(speed),
  };
}

function showResult(
  { description, history, bytes }: TrainedModel,
  output: string,
  seconds: number,
  stdout: Output,
): void {
  const { epoch, scores } = description.training;
  if (scores) {
    const rows = [
      ['token accuracy', formatPercent(scores.accuracy)],
      ['sentence accuracy', formatPercent(scores.sentenceAccuracy)],
      ['macro-F1', formatPercent(scores.macroF1)],
      ['accuracy on unknown words', formatPercent(scores.unknownAccuracy)],
      ...('spanF1' in scores ? [['span F1', formatPercent(scores.spanF1)]] : []),
    ];
    stdout.write(`\nepoch ${epoch} on the dev corpus\n${renderTable(rows)}\n`);
    const { columns } = history.find((result) => result.epoch === epoch)?.dev ?? {};
    if (columns) stdout.write(`\n${renderColumns(columns)}\n`);
  }
  const name = escapeControls(shellWord(output));
  stdout.write(
    `\nwrote ${escapeControls(output)} (${formatBytes(bytes.length)}) in ${formatDuration(seconds)}\n\n`,
  );
  stdout.write(`next: tagger test ${name} CORPUS\n      echo "I saw her duck." | tagger tag ${name}\n`);
}
