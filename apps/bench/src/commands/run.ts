import { join } from 'node:path';
import type { Sentence } from '@tagger/core';
import type { GradientExperiment } from '@tagger/trainer/internal';
import type { Command } from 'commander';
import type { TrainingRun } from '../accuracy/train-model';
import { findCorpus, readSentences } from '../corpora';
import type { EpochTime } from '../epoch-time/measure-epochs';
import { describeMachine, type Machine } from '../machine';
import type { PeerResult } from '../peers/measure-peer';
import { type Plan, planEpochs, planGradients, planPeers, planTrainings, planVectors } from '../plan';
import type { BenchResults } from '../report/results';
import { writeReport } from '../report/write-report';
import { measureTrainingSpeed } from '../tasks/measure-training-speed';
import { runTasks, type Task } from '../tasks/run-tasks';
import { Store } from '../tasks/store';

interface RunOptions {
  readonly data?: string;
  readonly output: string;
  readonly seeds: number;
  readonly epochs: number;
  readonly vectors?: string;
  readonly torch?: string;
  readonly quick?: boolean;
  readonly fresh?: boolean;
}

export function addRunCommand(program: Command): void {
  program
    .command('run', { isDefault: true })
    .description('both tables of the report, other programs, and plots')
    .option('--data <folder>', 'folder with ewt/ and raw/; by default $TAGGER_DATA')
    .option('--output <folder>', 'for results, pages and models', 'bench-results')
    .option('--seeds <n>', 'seeds of each model', Number, 3)
    .option('--epochs <n>', 'epochs of each training', Number, 7)
    .option('--vectors <file>', 'word vectors of raw text, instead of learning them')
    .option('--torch <file>', 'the same protocol in PyTorch, to compare with')
    .option('--quick', 'the embedded corpus and one seed: less than two minutes')
    .option('--fresh', 'measure again what is measured already')
    .addHelpText(
      'after',
      '\nWithout data, the corpus that comes with the command is measured: it is no benchmark.',
    )
    .action(runBench);
}

async function runBench(options: RunOptions): Promise<void> {
  const isQuick = options.quick ?? false;
  const corpus = findCorpus(isQuick ? undefined : (options.data ?? process.env.TAGGER_DATA));
  const output = isQuick ? join(options.output, 'quick') : options.output;
  const seeds = Array.from({ length: isQuick ? 1 : options.seeds }, (_, index) => index + 1);
  const training = await readSentences(corpus.train);
  const [trainingTokens, trainingSentences] = [countTokens(training), training.length];
  const isSmall = isQuick || corpus.rawText === undefined;
  const plan: Plan = {
    ...options,
    corpus,
    output,
    seeds,
    trainingTokens,
    trainingSentences,
    isQuick: isSmall,
  };

  const identity = [corpus.name, trainingTokens, options.epochs].join(', ');
  const store = await Store.open(output, identity, options.fresh ?? false);
  if (!store.has('machine')) await store.set('machine', await describeMachine());
  const log = (line: string) => console.error(line);
  log(`${corpus.name}: ${trainingTokens.toLocaleString('en')} training tokens`);
  const trainings = planTrainings(plan);
  const epochs = planEpochs(plan);
  const gradients = planGradients(plan);
  const peers = planPeers(plan);
  const tasks = [...planVectors(plan), ...trainings, ...epochs, peers, gradients];
  await runTasks(tasks, store, 1 / (await measureTrainingSpeed(corpus)), log);

  const resultsOf = <Result>(some: readonly Task[]) => some.map(({ id }) => store.get<Result>(id)!);
  const results: BenchResults = {
    machine: store.get<Machine>('machine')!,
    command: describeCommand(options),
    corpus: corpus.name,
    trainingTokens,
    testTokens: countTokens(await readSentences(corpus.test)),
    seeds,
    epochs: options.epochs,
    runs: resultsOf<TrainingRun>(trainings),
    epochTimes: resultsOf<EpochTime>(epochs),
    peers: store.get<PeerResult[]>(peers.id)!,
    gradients: store.get<GradientExperiment>(gradients.id)!,
  };
  console.log(await writeReport(results, output));
}

function countTokens(sentences: readonly Sentence[]): number {
  return sentences.reduce((sum, { words }) => sum + words.length, 0);
}

function describeCommand({ quick, seeds, epochs, torch }: RunOptions): string {
  if (quick) return 'pnpm bench --quick';
  const flags = [
    ...(seeds === 3 ? [] : [`--seeds ${seeds}`]),
    ...(epochs === 7 ? [] : [`--epochs ${epochs}`]),
  ];
  return ['pnpm bench --data DATA', ...flags, ...(torch ? ['--torch FILE'] : [])].join(' ');
}
