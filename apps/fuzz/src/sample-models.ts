import { join } from 'node:path';
import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import { createNetwork, type Precision } from '@tagger/models/internal';
import { type Corpus, type GivenSettings, OnnxEngine, type TrainedModel, train } from '@tagger/trainer';

const lexicon = [
  ['the', 'DET'],
  ['owl', 'NOUN'],
  ['Owls', 'NOUN'],
  ['sleep', 'VERB'],
  ['élan', 'NOUN'],
  ['7', 'NUM'],
  ['.', 'PUNCT'],
] as const;

/** Words in any order: what a model of it says does not matter. */
export function sampleCorpus(count: number, seed: number): Corpus {
  const random = createRandom(seed, 'fuzz');
  const sentences = Array.from({ length: count }, (_, index): Sentence => {
    const words = Array.from(
      { length: 1 + random.integer(6) },
      () => lexicon[random.integer(lexicon.length)]!,
    );
    return { words: words.map(([word]) => word), tags: words.map(([, tag]) => tag), line: index + 1 };
  });
  return { name: `sample-${seed}.conllu`, sentences };
}

export const smallSettings = {
  epochs: 2,
  hiddenSize: 3,
  embeddingSize: 3,
  featureSize: 2,
  minimumCount: 1,
} as const satisfies GivenSettings;

const kinds: readonly (GivenSettings & { readonly precision?: Precision })[] = [
  { model: 'rnn' },
  { model: 'lstm', cellOutput: 'identity' },
  { model: 'bilstm', layers: 2, features: true },
  { model: 'bilstm', characterSize: 2, crf: true },
  { model: 'bilstm', features: true, precision: 'int8' },
];

/** A trained model of each kind. */
export async function trainSampleModels(): Promise<TrainedModel[]> {
  const models: TrainedModel[] = [];
  for (const { precision, ...settings } of kinds)
    models.push(
      await train({
        train: sampleCorpus(20, 1),
        dev: sampleCorpus(5, 2),
        engine: await sampleEngine(),
        settings: { ...smallSettings, ...settings },
        precision,
      }),
    );
  return models;
}

/** A run whose checkpoint is left. */
export async function trainWithCheckpoint(folder: string, corpora: { train: Corpus; dev: Corpus }) {
  const path = join(folder, 'checkpoint');
  const settings = { ...smallSettings, optimizer: 'adam', averageEpochs: 2 } as const;
  const model = await train({
    ...corpora,
    engine: await sampleEngine(),
    settings,
    checkpoint: { path, resume: false },
  });
  return { path, settings, network: createNetwork(model.description.network) };
}

async function sampleEngine(): Promise<OnnxEngine> {
  return new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
}
