import { createRandom, listPlainWords } from '@tagger/core/internal';
import { createBatch, createNetwork } from '@tagger/models/internal';
import { BatchPreparer } from '../batches/prepare-batch';
import type { Engine } from '../engines/engine';
import { createOptimizer } from '../optimizers/create-optimizer';
import { initializeParameters } from '../training/initialize';

const network = {
  cell: 'lstm',
  cellOutput: 'tanh',
  hiddenSize: 64,
  embeddingSize: 32,
  vocabularySize: 100,
  tagCount: 10,
} as const;
const batch = { sentences: 8, length: 8 };

/** Steps that are timed, after one that is not. */
const steps = 3;

/**
 * Trains a small LSTM for a few steps: a library that is missing may show only there.
 * @param now milliseconds of some clock
 * @returns milliseconds of a step
 * @throws whatever the engine throws
 */
export async function tryStep(engine: Engine, now: () => number): Promise<number> {
  const small = createNetwork(network);
  const random = createRandom(1, 'try');
  const draw = (below: number) => Int32Array.from({ length: batch.length }, () => random.integer(below));
  const sentences = Array.from({ length: batch.sentences }, () => ({
    places: draw(network.vocabularySize),
    tags: draw(network.tagCount),
    otherTags: {},
  }));
  const preparer = new BatchPreparer(small, listPlainWords(network.vocabularySize));
  const prepared = preparer.prepare(createBatch(sentences, [...sentences.keys()]));
  const session = await engine.createSession({
    network: small,
    parameters: initializeParameters(small, 1),
    optimizer: createOptimizer('sgd'),
    clipNorm: 1,
  });
  try {
    const rates = { learningRate: 0.1, decay: 0 };
    await session.step([prepared], rates);
    const start = now();
    for (let step = 0; step < steps; step++) await session.step([prepared], rates);
    return (now() - start) / steps;
  } finally {
    await session.release();
  }
}
