import type { EncodedSentence } from '@tagger/core';
import {
  type CellState,
  createCell,
  type Float64Tensor,
  float64Tensor,
  type NetworkConfiguration,
  type NetworkInput,
  type NetworkParameters,
  type NetworkTarget,
  parameterNames,
  parameterShapes,
} from '@tagger/models';

/** Some sentences side by side in float64, with those rows of the embedding alone that they use. */
export interface Float64Batch {
  /** The id of each row of the embedding. */
  readonly ids: readonly number[];
  readonly parameters: NetworkParameters<Float64Tensor>;
  readonly input: NetworkInput<Float64Tensor>;
  readonly target: NetworkTarget<Float64Tensor>;
}

/** The loss is the mean over the sentences of the sum over their steps, as in training. */
export function createFloat64Batch(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<ArrayLike<number>>,
  sentences: readonly EncodedSentence[],
): Float64Batch {
  const [time, size] = [Math.max(...sentences.map(({ words }) => words.length)), sentences.length];
  const ids = [...new Set(sentences.flatMap(({ words }) => [...words]))];
  const places = new Map(ids.map((id, place) => [id, place]));
  const steps = Array.from({ length: time }, (_, t) =>
    sentences.map(({ words, tags }) => {
      const tag = tags?.[t] ?? -1;
      // Padding may stand for any word, and its tag for any tag: it has no weight, and comes after all words.
      return {
        place: places.get(words[t] ?? -1) ?? 0,
        tag: Math.max(tag, 0),
        weight: tag < 0 ? 0 : 1 / size,
      };
    }),
  ).flat();
  const sequence = (shape: number[], name: 'place' | 'tag' | 'weight') =>
    float64Tensor(
      shape,
      steps.map((step) => step[name]),
    );
  return {
    ids,
    parameters: toFloat64(configuration, parameters, ids),
    input: { positions: sequence([time, size], 'place'), initial: zeroState(configuration, size) },
    target: { tags: sequence([time, size], 'tag'), weight: sequence([time, size, 1], 'weight') },
  };
}

function toFloat64(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<ArrayLike<number>>,
  ids: readonly number[],
): NetworkParameters<Float64Tensor> {
  const D = configuration.embeddingSize;
  const shapes = { ...parameterShapes(configuration), embedding: [ids.length, D] };
  const rows = ids.flatMap((id) => Array.from({ length: D }, (_, d) => parameters.embedding[id * D + d]!));
  const data = { ...parameters, embedding: rows };
  return Object.fromEntries(
    parameterNames.map((name) => [name, float64Tensor(shapes[name], data[name])]),
  ) as NetworkParameters<Float64Tensor>;
}

function zeroState(configuration: NetworkConfiguration, size: number): CellState<Float64Tensor> {
  const zeros = float64Tensor(
    [size, configuration.hiddenSize],
    new Float64Array(size * configuration.hiddenSize),
  );
  const states = createCell(configuration).stateNames.map((name) => [name, zeros]);
  return Object.fromEntries(states) as CellState<Float64Tensor>;
}
