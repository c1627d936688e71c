import { createCell } from '../cells/create-cell';
import { createCharacterEncoder } from '../layers/create-character-encoder';
import { Embedding } from '../layers/embedding';
import { FixedVectors } from '../layers/fixed-vectors';
import { directions } from '../layers/recurrence';
import { RecurrentLayer } from '../layers/recurrent-layer';
import { WordEncoder } from '../layers/word-encoder';
import { WordFeatures } from '../layers/word-features';
import { createOutput } from '../outputs/create-output';
import type { OpenTags } from '../outputs/logits';
import { listOutputs, type NetworkConfiguration } from './configuration';
import { Network } from './network';

/**
 * The network that a configuration describes.
 *
 * @param openTags in training on a corpus with open steps: the tags of the first output of which such a step has one
 * @throws SettingsError for a cell, a character encoder or a kind of output that does not exist
 */
export function createNetwork(configuration: NetworkConfiguration, openTags?: OpenTags): Network {
  const { vocabularySize, embeddingSize, features, vectors, characters } = configuration;
  const { layers = 1, bidirectional = false, hiddenSize } = configuration;
  const encoder = new WordEncoder([
    new Embedding(vocabularySize, embeddingSize),
    ...(features ? [new WordFeatures(features)] : []),
    ...(vectors ? [new FixedVectors(vectors)] : []),
    ...(characters ? [createCharacterEncoder(characters)] : []),
  ]);
  const sides = bidirectional ? directions : directions.slice(0, 1);
  const width = sides.length * hiddenSize;
  const cell = createCell(configuration);
  return new Network({
    encoder,
    layers: Array.from(
      { length: layers },
      (_, index) =>
        new RecurrentLayer({
          index,
          inputSize: index === 0 ? encoder.size : width,
          directions: sides,
          cell,
        }),
    ),
    outputs: listOutputs(configuration).map((output, index) =>
      createOutput(output.kind, index === 0 ? { ...output, openTags } : output, {
        inputSize: width,
        hiddenSize,
        suffix: index === 0 ? '' : `.${output.name}`,
      }),
    ),
  });
}
