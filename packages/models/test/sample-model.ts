import { Vocabulary } from '@tagger/core';
import { createRandom, listPlainWords } from '@tagger/core/internal';
import { describeBatch } from '../src/batch/describe-batch';
import { spreadSentences } from '../src/batch/lanes';
import type { ModelDescription } from '../src/model-file/model-description';
import type { NetworkConfiguration } from '../src/network/configuration';
import { createNetwork } from '../src/network/create-network';
import { Float64Ops, float64Tensor } from '../src/ops/float64-ops';
import { randomValues } from '../src/testing/values';

export interface SampleModel {
  readonly description: ModelDescription;
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

export const sampleWords = [
  'the',
  'a',
  'dog',
  'cat',
  'sees',
  'runs',
  'saw',
  'her',
  'duck',
  '.',
  'I',
  "n't",
  'naïve',
  '😀',
];
export const sampleTags = ['ADJ', 'DET', 'NOUN', 'PUNCT', 'VERB'];

/** A network that was never trained: its tags are arbitrary, but always the same. */
export function createSampleModel(
  cell: Pick<NetworkConfiguration, 'cell' | 'cellOutput'>,
  { hiddenSize = 6, embeddingSize = 5, seed = 1 } = {},
): SampleModel {
  const network = {
    ...cell,
    hiddenSize,
    embeddingSize,
    vocabularySize: sampleWords.length + 1,
    tagCount: sampleTags.length,
  };
  const parameters = createNetwork(network).parameters.map(({ name, shape }) => {
    // Any wider and the recurrence is chaotic: float32 and float64 then part within a few steps.
    const { data } = randomValues(createRandom(seed, name), shape, 2.5 / Math.sqrt(hiddenSize));
    return [name, Float32Array.from(data)];
  });
  return {
    description: {
      network,
      words: sampleWords,
      lookup: { trainedWords: sampleWords.length, caseFallback: false },
      tags: sampleTags,
      training: {
        settings: { model: cell.cell, learningRate: 0.1, seed },
        corpus: { name: 'sample.conllu', column: 'upos', sentences: 3, tokens: 14, licence: 'MIT' },
        epoch: 2,
        scores: { accuracy: 0.5, unknownAccuracy: null },
        engine: 'none',
      },
    },
    parameters: Object.fromEntries(parameters),
  };
}

/** Probabilities [T, K] of one sentence's tags, by the float64 network and plain softmax. */
export function expectedProbabilities(
  { description, parameters }: SampleModel,
  words: readonly string[],
): number[] {
  const { network: configuration } = description;
  const network = createNetwork(configuration);
  const lengths = Int32Array.of(words.length);
  const tensors = describeBatch(network.inputs, {
    lengths,
    plan: spreadSentences(lengths),
    words: listPlainWords(configuration.vocabularySize),
    places: Vocabulary.from(description.words).encode(words),
  });
  const [logits] = network.forward(new Float64Ops(), {
    parameters: Object.fromEntries(
      network.parameters.map(({ name, shape }) => [name, float64Tensor(shape, parameters[name]!)]),
    ),
    inputs: Object.fromEntries(
      Object.entries(tensors).map(([name, { shape, data }]) => [name, float64Tensor(shape, data)]),
    ),
  }).logits;
  const K = configuration.tagCount;
  return words.flatMap((_, step) => {
    const exponentials = [...logits!.data.slice(step * K, (step + 1) * K)].map(Math.exp);
    const sum = exponentials.reduce((total, value) => total + value);
    return exponentials.map((value) => value / sum);
  });
}

/** Sentences of the given lengths; one word in six is not in the vocabulary. */
export function sampleSentences(lengths: readonly number[], seed = 1): string[][] {
  const random = createRandom(seed, 'sentences');
  const pick = () =>
    random.integer(6) === 0 ? 'unheard-of' : sampleWords[random.integer(sampleWords.length)]!;
  return lengths.map((length) => Array.from({ length }, pick));
}
