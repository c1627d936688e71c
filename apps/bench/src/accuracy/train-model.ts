import type { Metrics } from '@tagger/core';
import { Tagger } from '@tagger/models';
import type { EpochResult } from '@tagger/trainer';
import { type BenchCorpus, readSentences } from '../corpora';
import { runTagger } from '../run-tagger';
import { countByFrequency, type FrequencyCount } from './count-by-frequency';
import type { BenchModel } from './models';

/** What one training run came to. Scores are fractions, of the test set. */
export interface TrainingRun {
  readonly model: BenchModel['name'];
  readonly seed: number;
  /** The epoch that was best on dev. */
  readonly epoch: number;
  readonly history: readonly EpochResult[];
  /** Of training, without scoring. */
  readonly tokensPerSecond: number;
  readonly test: Pick<
    Metrics,
    'accuracy' | 'sentenceAccuracy' | 'macroF1' | 'unknownAccuracy' | 'loss' | 'confusion'
  >;
  readonly byFrequency: readonly FrequencyCount[];
}

export interface TrainingPlan {
  readonly model: BenchModel;
  readonly seed: number;
  readonly corpus: BenchCorpus;
  readonly epochs: number;
  /** Where to write the model. */
  readonly output: string;
  /** File of the vectors of raw text. */
  readonly vectors: string;
}

/** The command that trains a model. */
export function trainingArguments({ model, seed, corpus, epochs, output, vectors }: TrainingPlan): string[] {
  const start = {
    none: [],
    'training text': ['--pretrain', 'skipgram'],
    'raw text': ['--vectors', vectors],
  }[model.vectors];
  const settings = ['--model', model.cell, '--epochs', `${epochs}`, '--seed', `${seed}`, ...start];
  return ['train', '--train', corpus.train, '--dev', corpus.dev, ...settings, '-o', output];
}

/** Trains one model with one seed, and scores it on the test set. */
export async function trainModel(plan: TrainingPlan): Promise<TrainingRun> {
  const { model, seed, corpus, output } = plan;
  type Trained = Pick<TrainingRun, 'epoch' | 'history' | 'tokensPerSecond'>;
  const { epoch, history, tokensPerSecond } = await runTagger<Trained>([
    ...trainingArguments(plan),
    '--quiet',
  ]);
  const metrics = await runTagger<Metrics>(['test', output, corpus.test, '--confusion']);
  const { accuracy, sentenceAccuracy, macroF1, unknownAccuracy, loss, confusion } = metrics;
  return {
    model: model.name,
    seed,
    epoch,
    history,
    tokensPerSecond,
    test: { accuracy, sentenceAccuracy, macroF1, unknownAccuracy, loss, confusion },
    byFrequency: await measureByFrequency(output, corpus),
  };
}

async function measureByFrequency(model: string, corpus: BenchCorpus): Promise<FrequencyCount[]> {
  const [training, test] = [await readSentences(corpus.train), await readSentences(corpus.test)];
  const tagger = await Tagger.load(model, { device: 'cpu' });
  try {
    const tagged = await tagger.tagBatch(test.map(({ words }) => words));
    return countByFrequency(
      training,
      test,
      tagged.map((words) => words.map(({ tag }) => tag)),
    );
  } finally {
    await tagger.release();
  }
}
