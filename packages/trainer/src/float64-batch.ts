import { createBatch, type EncodedSentence, type WordIds } from '@tagger/core';
import {
  assembleInput,
  assembleTarget,
  type Float64Tensor,
  float64Tensor,
  type HostTensor,
  type NetworkConfiguration,
  type NetworkInput,
  type NetworkParameters,
  type NetworkTarget,
  parameterShapes,
  type TableName,
} from '@tagger/models';
import { BatchPreparer } from './batches/prepare-batch';
import { mapValues } from './map-values';

/** Some sentences side by side in float64, with those rows of the tables alone that they use. */
export interface Float64Batch {
  /** Which rows of each table. */
  readonly rows: Readonly<Partial<Record<TableName, Int32Array>>>;
  readonly parameters: NetworkParameters<Float64Tensor>;
  readonly input: NetworkInput<Float64Tensor>;
  readonly target: NetworkTarget<Float64Tensor>;
}

/**
 * The loss is the mean over the sentences of the sum over their steps, as in training.
 * @param words as `BatchPreparer` takes them
 */
export function createFloat64Batch(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<ArrayLike<number>>,
  sentences: readonly EncodedSentence[],
  words?: readonly WordIds[],
): Float64Batch {
  const batch = createBatch(sentences, [...sentences.keys()]);
  const { rows, inputs, target } = new BatchPreparer(configuration, words).prepare(batch);
  return {
    rows,
    parameters: toFloat64(configuration, parameters, rows),
    input: assembleInput(configuration, mapValues(inputs, toTensor)),
    target: assembleTarget(mapValues(target, toTensor)),
  };
}

function toFloat64(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<ArrayLike<number>>,
  rows: Float64Batch['rows'],
): NetworkParameters<Float64Tensor> {
  const shapes = Object.entries(parameterShapes(configuration));
  const tensors = shapes.map(([name, shape]) => {
    const ids = rows[name as TableName];
    const data = parameters[name]!;
    if (!ids) return [name, float64Tensor(shape, data)];
    const width = shape[1]!;
    const used = Array.from(ids, (id) => Array.from({ length: width }, (_, d) => data[id * width + d]!));
    return [name, float64Tensor([ids.length, width], used.flat())];
  });
  return Object.fromEntries(tensors) as NetworkParameters<Float64Tensor>;
}

function toTensor({ shape, data }: HostTensor): Float64Tensor {
  return float64Tensor(shape, data);
}
