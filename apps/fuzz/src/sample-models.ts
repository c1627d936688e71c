import { join } from 'node:path';
import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import { createNetwork, decodeModelFile, encodeModelFile, type Precision } from '@tagger/models/internal';
import { type Corpus, type GivenSettings, OnnxEngine, train } from '@tagger/trainer';

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
export function sampleCorpus(count: number, seed: number): Corpus & { readonly sentences: Sentence[] } {
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
  { model: 'bigru', characterSize: 2, characterEncoder: 'convolution' },
  { model: 'bilstm', features: true, precision: 'int8' },
  { model: 'bilstm', features: true, precision: 'int4' },
];

/** The files of a model of each kind, all but the last one trained. */
export async function createSampleFiles(): Promise<Uint8Array[]> {
  const files: Uint8Array[] = [];
  for (const { precision, ...settings } of kinds) {
    const model = await train({
      train: sampleCorpus(20, 1),
      dev: sampleCorpus(5, 2),
      engine: await sampleEngine(),
      settings: { ...smallSettings, ...settings },
      precision,
    });
    files.push(model.bytes);
  }
  return [...files, addOutputs(files[0]!)];
}

/** The model with further outputs of both kinds, and a dictionary of lemmas. */
function addOutputs(file: Uint8Array): Uint8Array {
  const { description, parameters } = decodeModelFile(file, 'sample');
  const random = createRandom(3, 'fuzz');
  const network = {
    ...description.network,
    otherOutputs: [
      { name: 'chunk', kind: 'crf', tagCount: 3, weight: 0.5 },
      { name: 'case', kind: 'softmax', tagCount: 2, weight: 1 },
    ],
  } as const;
  const otherTags = [
    ['B', 'I', 'O'],
    ['u0,0,0,', 'l0,1,0,x'],
  ];
  const values = createNetwork(network).parameters.map(({ name, shape }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return [
      name,
      parameters[name] ?? Float32Array.from({ length: count }, () => random.uniform() - 0.5),
    ] as const;
  });
  const dictionary = { entries: [{ script: 'abe', forms: ['is', 'are'] }] };
  const lemmas = { column: 'case', dictionary };
  return encodeModelFile({ ...description, network, otherTags, lemmas }, Object.fromEntries(values));
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
