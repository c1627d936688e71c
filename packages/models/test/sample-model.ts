import { createRandom, Vocabulary } from '@tagger/core';
import type { CellState } from '../src/cells/cell';
import { createCell } from '../src/cells/create-cell';
import type { ModelDescription } from '../src/model-file/description';
import {
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
} from '../src/network/configuration';
import { forward } from '../src/network/network';
import { Float64Ops, float64Tensor } from '../src/ops/float64-ops';
import { randomValues } from './values';

export interface SampleModel {
  readonly description: ModelDescription;
  readonly parameters: NetworkParameters<Float32Array>;
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
  const shapes = parameterShapes(network);
  const parameters = Object.entries(shapes).map(([name, shape]) => {
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
    parameters: Object.fromEntries(parameters) as NetworkParameters<Float32Array>,
  };
}

/** Probabilities [T, K] of one sentence's tags, by the float64 network and plain softmax. */
export function expectedProbabilities(
  { description, parameters }: SampleModel,
  words: readonly string[],
): number[] {
  const { network } = description;
  const shapes = parameterShapes(network);
  const zeros = float64Tensor([1, network.hiddenSize], new Float64Array(network.hiddenSize));
  const { logits } = forward(
    new Float64Ops(),
    network,
    Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [name, float64Tensor(shape, parameters[name])]),
    ) as NetworkParameters<ReturnType<typeof float64Tensor>>,
    {
      positions: float64Tensor([words.length, 1], Vocabulary.from(description.words).encode(words)),
      initial: Object.fromEntries(createCell(network).stateNames.map((name) => [name, zeros])) as CellState<
        typeof zeros
      >,
    },
  );
  return words.flatMap((_, step) => {
    const exponentials = [...logits.data.slice(step * network.tagCount, (step + 1) * network.tagCount)].map(
      Math.exp,
    );
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
