import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import {
  type Engine,
  InterruptedError,
  type PresetName,
  presets,
  type TrainingEvent,
  type TrainOptions,
  train,
} from '@tagger/trainer';

/** The size of batches: in sentences, or in words with padding. */
export type BatchSize = { readonly batchSize: number } | { readonly batchTokens: number };

/** Length of the word vectors of the networks that have some. */
const vectorSize = 32;

/** Trains the network of a preset until `isEnough`, which is asked at each event of the training. */
export async function trainPreset(
  preset: PresetName,
  engine: Engine,
  {
    sentences,
    size,
    isEnough,
  }: {
    readonly sentences: readonly Sentence[];
    readonly size: BatchSize;
    readonly isEnough: (event: TrainingEvent) => boolean;
  },
): Promise<void> {
  const enough = new AbortController();
  const batches = 'batchTokens' in size ? { batchSize: 65_536, ...size } : size;
  await train({
    train: { name: 'train', sentences },
    engine,
    settings: { ...presets[preset], epochs: 1000, averageEpochs: 0, ...batches },
    ...(preset !== 'report' && { vectors: drawVectors(sentences) }),
    signal: enough.signal,
    onEvent(event) {
      if (isEnough(event)) enough.abort();
    },
  }).catch((error) => {
    if (!(error instanceof InterruptedError)) throw error;
  });
}

/** Vectors of all words, which take as long as learnt ones. */
function drawVectors(sentences: readonly Sentence[]): NonNullable<TrainOptions['vectors']> {
  const words = [...new Set(sentences.flatMap((sentence) => sentence.words))];
  const random = createRandom(1, 'vectors');
  const vector = () => Float32Array.from({ length: vectorSize }, () => random.uniform() - 0.5);
  const vectors = new Map(words.map((word) => [word, vector()]));
  return { source: 'random', vectors: { words, dimension: vectorSize, get: (word) => vectors.get(word) } };
}
