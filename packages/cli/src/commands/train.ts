import { basename } from 'node:path';
import { collect } from '@tagger/core';
import { assertWritable, readCorpus, replaceFile } from '@tagger/core/node';
import {
  type Corpus,
  completeSettings,
  defaultSettings,
  InterruptedError,
  removeCheckpoint,
  type TrainedModel,
  train,
} from '@tagger/trainer';
import { type Command, Option } from 'commander';
import { chooseEngine, engineNames } from '../choose-engine';
import { formatBytes, formatDuration, formatPercent } from '../display/format';
import { renderTable } from '../display/table';
import { TrainingDisplay } from '../display/training-display';
import { embeddedCorpus } from '../embedded-corpus';
import { exitStatus } from '../exit-status';
import { GradientLog } from '../gradient-log';
import { Interruption } from '../interruption';
import type { Io } from '../io';
import { addDeviceOptions, addFormatOptions, parseNumber, withFlagName } from '../options';
import { nameColumn } from '../tag-column';
import { checkOutput, readSettings, settingFlags, type TrainFlags } from '../train-flags';
import { findVectors } from '../word-vectors';

const examples = `
Examples:
  $ tagger train                     (on a small corpus that comes along)
  $ tagger train --train train.conllu --dev dev.conllu -o model.onnx
  $ tagger train --train train.conllu --column xpos --model rnn --epochs 10
  $ tagger train --train ner.tsv --dev dev.tsv --seed 7 --threads 2
  $ tagger train --train train.conllu --dev dev.conllu --vectors glove.txt
  $ tagger train --train train.conllu --dev dev.conllu --resume

Ctrl-C keeps what is done in OUTPUT.checkpoint; the same command with --resume
goes on.`;

export function addTrainCommand(program: Command, io: Io, exit: (status: number) => void): void {
  const number = (flags: string, description: string, value: number) =>
    [flags, description, parseNumber, value] as const;
  const command = program
    .command('train')
    .description('train a tagger on a corpus and write it as one ONNX file')
    .option('--train <file>', 'training corpus; by default a demonstration corpus')
    .option('--dev <file>', 'corpus that decides which epoch is kept')
    .option('-o, --output <file>', 'model file to write', 'model.onnx')
    .option('--model <name>', 'network: rnn or lstm', defaultSettings.model)
    .option('--cell-output <name>', "the LSTM's output: tanh or identity", defaultSettings.cellOutput)
    .option(...number('--epochs <n>', 'passes over the training corpus', defaultSettings.epochs))
    .option(...number('--hidden <n>', 'hidden size', defaultSettings.hiddenSize))
    .option('--embedding <n>', "length of a word's vector (default: that of --vectors, or 200)", parseNumber)
    .option(...number('--lr <x>', 'learning rate', defaultSettings.learningRate))
    .option('--batch <n>', 'sentences in a batch (default: 16, or any with --batch-tokens)', parseNumber)
    .option('--batch-tokens <n>', 'words in a batch with its padding (default: 8192)', parseNumber)
    .option(...number('--accumulate <n>', 'batches that make one step together', defaultSettings.accumulate))
    .option(...number('--clip <x>', 'norm above which gradients are scaled down', defaultSettings.clipNorm))
    .option(...number('--min-count <n>', 'rarer words become the unknown word', defaultSettings.minimumCount))
    .option('--vectors <file>', 'word vectors to start from: word2vec, GloVe, fastText')
    .addOption(
      new Option('--pretrain <name>', 'start from vectors learnt on the training text: skipgram')
        .choices(['skipgram'])
        .conflicts('vectors'),
    )
    .option(
      ...number(
        '--vector-words <n>',
        'words that only --vectors has and that join the vocabulary',
        defaultSettings.vectorWords,
      ),
    )
    .option('--case-fallback', 'look up a missing word in another case (default with --vectors)')
    .option('--no-case-fallback', 'do not')
    .option('--freeze-vectors', 'leave the vectors as they are')
    .option(...number('--seed <n>', 'of initial parameters and batch order', defaultSettings.seed))
    .addOption(
      new Option('--engine <name>', 'ONNX Runtime or TensorFlow.js; by default the faster').choices(
        engineNames,
      ),
    )
    .option('--resume', 'go on from the checkpoint of an interrupted run')
    .option('--log-gradients <file>', 'write the gradient norm of each step, as JSON Lines')
    .option('--licence <text>', 'licence of the corpus, to keep in the model file')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'show no progress')
    .addHelpText('after', examples);
  addFormatOptions(command, 'column with the tags: upos, xpos, …, or a number');
  addDeviceOptions(command).action(async (flags: TrainFlags) => exit(await runTrain(flags, io)));
}

async function runTrain(flags: TrainFlags, io: Io): Promise<number> {
  const started = io.now();
  const settings = readSettings(flags);
  // What can go wrong is found before what takes long.
  checkOutput(flags);
  await assertWritable(flags.output);
  if (flags.logGradients) await assertWritable(flags.logGradients);
  const corpora = await readCorpora(flags, io);
  const engine = await chooseEngine(flags, io);

  const display = new TrainingDisplay(io, flags.quiet);
  const checkpointPath = `${flags.output}.checkpoint`;
  const interruption = new Interruption(io, () => {
    display.stop();
    io.stderr.write('tagger: stopping after this step\n');
  });
  const { signal } = interruption;
  const { logGradients: logPath, clip: clipNorm, resume = false } = flags;
  const log = logPath ? new GradientLog(logPath, { clipNorm, isAppended: resume }) : undefined;
  let model: TrainedModel;
  try {
    const vectors = await findVectors(flags, corpora.train, completeSettings(settings), io, signal);
    model = await train({
      ...corpora,
      settings,
      vectors,
      engine,
      about: {
        column: nameColumn(flags.train ?? embeddedCorpus('train'), flags),
        ...(flags.licence ? { licence: flags.licence } : {}),
      },
      checkpoint: { path: checkpointPath, resume },
      signal,
      onEvent: (event) => {
        display.handle(event);
        log?.handle(event);
      },
    });
  } catch (error) {
    const isInterrupted = error instanceof InterruptedError;
    // What comes before training throws the reason of the signal itself.
    if (!isInterrupted && !(signal.aborted && error === signal.reason))
      throw withFlagName(settingFlags, error);
    io.stderr.write(`tagger: ${isInterrupted ? error.message : 'interrupted before training'}\n`);
    return interruption.status;
  } finally {
    display.stop();
    log?.close();
    interruption.end();
  }
  await replaceFile(flags.output, model.bytes);
  await removeCheckpoint(checkpointPath);

  const seconds = (io.now() - started) / 1000;
  const result = summarize(model, flags.output, seconds, display.tokensPerSecond);
  if (flags.json) io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else if (!flags.quiet) showResult(model, flags.output, seconds, io);
  return exitStatus.done;
}

async function readCorpora(flags: TrainFlags, io: Io): Promise<{ train: Corpus; dev: Corpus | undefined }> {
  const { format, column } = flags;
  const read = async (name: string): Promise<Corpus> => {
    const sentences = await collect(readCorpus(name, { format, column, input: io.stdin }));
    // The rest of a sentence, such as its other columns, is not needed in memory.
    return {
      name,
      sentences: sentences.map(({ words, tags, line }) => ({
        words,
        ...(tags && { tags }),
        ...(line && { line }),
      })),
    };
  };
  if (flags.train)
    return { train: await read(flags.train), dev: flags.dev ? await read(flags.dev) : undefined };
  if (!flags.quiet) io.stderr.write('no --train: using the demonstration corpus, which is no benchmark\n');
  return { train: await read(embeddedCorpus('train')), dev: await read(flags.dev ?? embeddedCorpus('dev')) };
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
    history,
    seconds,
    tokensPerSecond: Math.round(speed),
  };
}

function showResult({ description, bytes }: TrainedModel, output: string, seconds: number, io: Io): void {
  const { epoch, scores } = description.training;
  if (scores) {
    const rows = [
      ['token accuracy', formatPercent(scores.accuracy)],
      ['sentence accuracy', formatPercent(scores.sentenceAccuracy)],
      ['macro-F1', formatPercent(scores.macroF1)],
      ['accuracy on unknown words', formatPercent(scores.unknownAccuracy)],
      ...('spanF1' in scores ? [['span F1', formatPercent(scores.spanF1)]] : []),
    ];
    io.stdout.write(`\nepoch ${epoch} on the dev corpus\n${renderTable(rows)}\n`);
  }
  const name = basename(output) === output ? output : `'${output}'`;
  io.stdout.write(`\nwrote ${output} (${formatBytes(bytes.length)}) in ${formatDuration(seconds)}\n\n`);
  io.stdout.write(`next: tagger test ${name} CORPUS\n      echo "I saw her duck." | tagger tag ${name}\n`);
}
