import type { NetworkConfiguration } from '@tagger/models';
import type { ModelName, TrainingSettings } from './settings';
import type { TrainingData } from './training-data';

/** Length of the vector of a character. */
const characterEmbeddingSize = 32;

const networks: Readonly<Record<ModelName, Pick<NetworkConfiguration, 'cell' | 'bidirectional'>>> = {
  rnn: { cell: 'rnn' },
  lstm: { cell: 'lstm' },
  birnn: { cell: 'rnn', bidirectional: true },
  bilstm: { cell: 'lstm', bidirectional: true },
};

/** The network that settings and corpus ask for. */
export function configureNetwork(
  settings: TrainingSettings,
  { vocabulary, tagSet, lexicon, vectors }: TrainingData,
): NetworkConfiguration {
  const { model, cellOutput, layers, hiddenSize, embeddingSize, featureSize, characterSize, crf } = settings;
  const { features, vectorWords, characters } = lexicon;
  return {
    ...networks[model],
    cellOutput,
    hiddenSize,
    embeddingSize,
    vocabularySize: vocabulary.size,
    tagCount: tagSet.size,
    ...(layers > 1 && { layers }),
    ...(features && {
      features: {
        count: features.length,
        rows: features.reduce((sum, { values }) => sum + values.length + 1, 0),
        size: featureSize,
      },
    }),
    ...(vectors &&
      vectorWords && {
        vectors: { rows: vectorWords.length + 1, size: vectors.length / (vectorWords.length + 1) },
      }),
    ...(characters && {
      characters: {
        vocabularySize: characters.length + 1,
        embeddingSize: characterEmbeddingSize,
        hiddenSize: characterSize,
      },
    }),
    ...(crf && { output: 'crf' as const }),
  };
}
