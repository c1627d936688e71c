import { SettingsError } from '@tagger/core';
import { isSpanTagSet } from '@tagger/core/internal';
import type { NetworkConfiguration } from '@tagger/models';
import { type CellName, cellNames } from '@tagger/models/internal';
import type { TrainingData } from '../data/training-data';
import { type ModelName, modelNames, type TrainingSettings } from './settings';

/** Length of the vector of a character. */
const characterEmbeddingSize = 32;

/** `bilstm` is the cell `lstm` in both directions. */
function readModelName(model: ModelName): Pick<NetworkConfiguration, 'cell' | 'bidirectional'> {
  const isCell = (name: string): name is CellName => cellNames.some((cell) => cell === name);
  if (isCell(model)) return { cell: model };
  const cell = model.slice('bi'.length);
  if (model.startsWith('bi') && isCell(cell)) return { cell, bidirectional: true };
  throw new SettingsError(`model must be one of ${modelNames.join(', ')}, not ${JSON.stringify(model)}`);
}

/** The network that settings and corpus ask for. */
export function configureNetwork(
  settings: TrainingSettings,
  { vocabulary, tagSet, otherColumns, lexicon, vectors }: TrainingData,
): NetworkConfiguration {
  const { model, cellOutput, layers, hiddenSize, embeddingSize, featureSize, crf } = settings;
  const { characterSize, characterEncoder, columnWeight } = settings;
  const { features, vectorWords, characters } = lexicon;
  const { cell, bidirectional } = readModelName(model);
  // In the order of the model file's schema, so that a card of the network and one of the file are the same.
  return {
    cell,
    cellOutput,
    hiddenSize,
    embeddingSize,
    vocabularySize: vocabulary.size,
    tagCount: tagSet.size,
    ...(layers > 1 && { layers }),
    ...(bidirectional && { bidirectional }),
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
        ...(characterEncoder !== 'lstm' && { encoder: characterEncoder }),
      },
    }),
    ...(crf && { output: 'crf' as const }),
    ...(otherColumns.length > 0 && {
      otherOutputs: otherColumns.map(({ name, tagSet: own }) => ({
        name,
        // Lemmas and features have many tags, and little order among them.
        kind: crf && isSpanTagSet(own.tags) ? ('crf' as const) : ('softmax' as const),
        tagCount: own.size,
        weight: columnWeight,
      })),
    }),
  };
}
