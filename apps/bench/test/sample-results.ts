import type { Series } from '@tagger/trainer/internal';
import { benchModels } from '../src/accuracy/models';
import type { TrainingRun } from '../src/accuracy/train-model';
import type { BenchResults } from '../src/report/results';

function sampleRun(model: TrainingRun['model'], seed: number): TrainingRun {
  const base = 0.8 + 0.02 * benchModels.findIndex(({ name }) => name === model) + 0.01 * seed;
  const dev = (accuracy: number) => ({
    accuracy,
    sentenceAccuracy: 0.4,
    macroF1: 0.7,
    unknownAccuracy: 0.5,
    loss: 4,
  });
  return {
    model,
    seed,
    epoch: 2,
    tokensPerSecond: 20_000,
    history: [
      { epoch: 1, loss: 9, dev: dev(base - 0.05) },
      { epoch: 2, loss: 4, dev: dev(base) },
    ],
    test: {
      accuracy: base,
      sentenceAccuracy: 0.4,
      macroF1: 0.7,
      unknownAccuracy: 0.5,
      loss: 4,
      confusion: {
        tags: ['DET', 'NOUN'],
        counts: [
          [9, 1],
          [2, 18],
        ],
      },
    },
    byFrequency: [
      { label: '0', tokens: 10, correct: 5 },
      { label: '1', tokens: 20, correct: 18 },
    ],
  };
}

/** Results that nobody measured, for the page to show. */
export const sampleResults: BenchResults = {
  machine: {
    system: 'Linux 6',
    processor: 'a processor, 2 cores',
    memory: '8 GiB',
    node: 'v20.19.0',
    packages: { tagger: '0.0.0' },
    commit: '0123456789ab',
  },
  command: 'pnpm bench',
  corpus: 'a <sample> corpus',
  trainingTokens: 1000,
  testTokens: 30,
  seeds: [1, 2],
  epochs: 2,
  runs: [1, 2].flatMap((seed) => benchModels.slice(0, 3).map(({ name }) => sampleRun(name, seed))),
  epochTimes: [
    {
      name: 'ONNX Runtime, cpu, threads: 1',
      seconds: 12,
      tokensPerSecond: 17_000,
      largest: { size: '4,096 words', seconds: 6, tokensPerSecond: 34_000 },
    },
    { name: 'PyTorch, threads: 1', seconds: 24, tokensPerSecond: 8500 },
    { name: 'ONNX Runtime, cuda', notMeasured: 'no graphics card' },
  ],
  peers: [
    {
      name: 'Tagger LSTM',
      version: '0.0.0',
      mapping: 'Tags are those it learnt.',
      tokens: 30,
      accuracy: 0.9,
      tokensPerSecond: 100_000,
    },
    { name: 'other', version: '1.2.3', mapping: 'Tags are as they come.', notMeasured: 'is not installed' },
  ],
  gradients: {
    flow: ['before training', 'after training'].map((when) => series(`RNN, spectral radius 1, ${when}`)),
    gradientNorms: ['clipped at 5', 'not clipped'].map((limit) => series(`RNN, spectral radius 1, ${limit}`)),
    losses: [],
    singularValues: [],
  },
};

function series(name: string): Series {
  return {
    name,
    points: [
      [0, 1],
      [1, 0.01],
      [2, 1e-6],
    ],
  };
}
