import { join } from 'node:path';
import { readTags, TaskOrder, teach, WorkerLearner } from '@tagger/annotate/internal';
import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import { OnnxEngine } from '@tagger/trainer';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { type SimulationPoint, score, simulate } from '../annotate/simulate';
import { readSentences } from '../corpora';
import { median } from '../report/statistics';

interface AnnotateOptions {
  readonly data: string;
  readonly corpora: string;
  readonly seeds: string;
  readonly sentences?: number;
  readonly growth: number;
  readonly step: number;
  readonly time: boolean;
}

const shares = [0.95, 0.99];
const randomShare = 0.1;
/** Sentences that are learnt, and asked for, where the time is measured. */
const timed = { examples: 500, pool: 3000, rounds: 5 };

export function addAnnotateCommand(program: Command): void {
  program
    .command('annotate')
    .description('active learning with the labels of a corpus as answers: uncertain texts first, and random')
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA')
    .option('--corpora <names>', 'corpora of named entities', 'uner-ewt,wnut17')
    .option('--seeds <list>', 'seeds', '1,2,3')
    .option('--sentences <n>', 'sentences of the corpus, drawn by the seed; by default all', Number)
    .option('--step <n>', 'sentences before the first model, and between two', Number, 50)
    .option('--growth <n>', 'times as many sentences for the next model, at least', Number, 1.2)
    .option('--no-time', 'leave out the time from an answer to a better suggestion')
    .action(async (options: AnnotateOptions) => {
      if (options.time) await measureTime(options.data);
      for (const corpus of options.corpora.split(',')) await compareOrders(corpus, options);
    });
}

/** The time from an answer to a better suggestion, in the worker that the page has. */
async function measureTime(data: string): Promise<void> {
  const sentences = await readPart(data, 'uner-ewt', 'train');
  createRandom(1, 'time').shuffle(sentences);
  const examples = sentences
    .slice(0, timed.examples)
    .map(({ words, tags }) => ({ words, spans: readTags('spans', tags!) }));
  const pool = sentences.slice(timed.examples, timed.examples + timed.pool).map(({ words }) => words);
  const learner = new WorkerLearner();
  const seconds: number[] = [];
  for (let round = 0; round < timed.rounds; round++) {
    const started = performance.now();
    await learner.learn({ kind: 'spans', examples, pool });
    seconds.push((performance.now() - started) / 1000);
  }
  await learner.close();
  console.log(
    `from an answer to a better suggestion, ${timed.examples} sentences learnt and ${timed.pool} asked for: ${seconds.map((each) => each.toFixed(1)).join(', ')} s, median ${median(seconds).toFixed(1)} s`,
  );
}

async function compareOrders(corpus: string, options: AnnotateOptions): Promise<void> {
  const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu' });
  const test = await readPart(options.data, corpus, 'test');
  const all = await readPart(options.data, corpus, 'train');
  const table = new Table({
    head: [
      'corpus',
      'order',
      'seed',
      'F1 of all',
      ...shares.flatMap((share) => [`${share * 100} %: sentences`, 'words']),
    ],
    style: { head: [], border: [] },
  });
  for (const seed of options.seeds.split(',').map(Number)) {
    const train = [...all];
    createRandom(seed, 'sentences').shuffle(train);
    train.splice(options.sentences ?? train.length);
    const examples = train.map(({ words, tags }) => ({ words, spans: readTags('spans', tags!) }));
    const { model } = await teach({ kind: 'spans', examples, pool: [] }, engine);
    const full = await score(model, test);
    const words = train.reduce((sum, sentence) => sum + sentence.words.length, 0);
    for (const order of ['uncertain', 'random'] as const) {
      const points = await simulate({
        train,
        test,
        engine,
        order: new TaskOrder(train.length, { order, randomShare, seed }),
        step: options.step,
        growth: options.growth,
        goal: shares.at(-1)! * full,
        onPoint: (point) => console.log(describePoint(corpus, order, seed, point)),
      });
      const reached = shares.map((share) => points.find(({ f1 }) => f1 >= share * full));
      table.push([
        corpus,
        order,
        seed,
        full.toFixed(4),
        ...reached.flatMap((point) =>
          point
            ? [describeShare(point.sentences, train.length), describeShare(point.words, words)]
            : ['not reached', ''],
        ),
      ]);
    }
  }
  console.log(table.toString());
}

function describePoint(
  corpus: string,
  order: string,
  seed: number,
  { sentences, words, f1, seconds }: SimulationPoint,
): string {
  return `${corpus} ${order} seed ${seed}: ${sentences} sentences, ${words} words: F1 ${f1.toFixed(4)}, ${seconds.toFixed(1)} s`;
}

function describeShare(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function readPart(data: string, corpus: string, part: string): Promise<Sentence[]> {
  return readSentences(join(data, corpus, `${part}.conll`));
}
