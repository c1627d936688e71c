import { createRandom, type WordIds } from '@tagger/core/internal';
import { createBatch, type Named, type Network, planBatches } from '@tagger/models/internal';
import { BatchPreparer } from '../batches/prepare-batch';
import type { EncodedCorpus } from '../data/encoded-corpus';
import type { Engine } from '../engines/engine';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { TrainingSettings } from '../settings/settings';
import { copyParameters } from '../training/copy-parameters';
import type { Point } from './series';

export interface StepsOptions {
  readonly network: Network;
  /** What training starts from; copied. */
  readonly parameters: Named<Float32Array>;
  readonly sentences: EncodedCorpus;
  /** What is read of each word that the sentences name. */
  readonly words: readonly WordIds[];
  readonly engine: Engine;
  readonly settings: Pick<TrainingSettings, 'learningRate' | 'batchSize' | 'clipNorm' | 'seed'>;
  /** How many steps to train. */
  readonly steps: number;
}

export interface TrainedSteps {
  readonly parameters: Named<Float32Array>;
  /** Norm of all gradients together before clipping, by step. It ends early where training diverged. */
  readonly gradientNorms: readonly Point[];
  /** Mean loss of the step's sentences. */
  readonly losses: readonly Point[];
}

/** So many steps of the batches that `train` would take, from any parameters; without dev corpus or checkpoint. */
export async function trainSteps(options: StepsOptions): Promise<TrainedSteps> {
  const { network, sentences, words, engine, settings, steps } = options;
  const { learningRate, clipNorm } = settings;
  const session = await engine.createSession({
    network,
    parameters: copyParameters(options.parameters),
    optimizer: createOptimizer('sgd'),
    clipNorm,
  });
  const preparer = new BatchPreparer(network, words);
  const gradientNorms: Point[] = [];
  const losses: Point[] = [];
  try {
    for (const indexes of endlessPlan(sentences, settings)) {
      if (gradientNorms.length === steps) break;
      const batch = preparer.prepare(createBatch(sentences, indexes));
      const { loss, gradientNorm } = await session.step([batch], { learningRate, decay: 0 });
      if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) break;
      const step = gradientNorms.length + 1;
      gradientNorms.push([step, gradientNorm]);
      losses.push([step, loss]);
    }
    return { parameters: copyParameters(await session.readParameters()), gradientNorms, losses };
  } finally {
    await session.release();
  }
}

/** The batches of one epoch after the other. */
function* endlessPlan(
  { lengths }: EncodedCorpus,
  { batchSize, seed }: StepsOptions['settings'],
): Generator<number[]> {
  for (let epoch = 1; ; epoch++)
    yield* planBatches(lengths, { size: batchSize, random: createRandom(seed, 'epoch', epoch) });
}
