import { mapValues, type WordIds } from '@tagger/core/internal';
import {
  createBatch,
  type EncodedSentence,
  type Environment,
  type Float64Tensor,
  float64Tensor,
  type HostTensor,
  type Named,
  type Network,
} from '@tagger/models/internal';
import { BatchPreparer } from './prepare-batch';

/** Some sentences side by side in float64, with those rows of the tables alone that they use. */
export interface Float64Batch extends Environment<Float64Tensor> {
  /** Which rows of each table. */
  readonly rows: Named<Int32Array>;
}

/**
 * The loss is the mean over the sentences of the sum over their steps, as in training.
 * @param words as `BatchPreparer` takes them
 */
export function createFloat64Batch(
  network: Network,
  parameters: Named<ArrayLike<number>>,
  sentences: readonly EncodedSentence[],
  words: readonly WordIds[],
): Float64Batch {
  const batch = createBatch(sentences, [...sentences.keys()]);
  const { rows, inputs, target } = new BatchPreparer(network, words).prepare(batch);
  return {
    rows,
    parameters: toFloat64(network, parameters, rows),
    inputs: mapValues({ ...inputs, ...target }, toTensor),
  };
}

function toFloat64(
  network: Network,
  parameters: Named<ArrayLike<number>>,
  rows: Named<Int32Array>,
): Named<Float64Tensor> {
  const tensors = network.parameters.map(({ name, shape }) => {
    const ids = rows[name];
    const data = parameters[name]!;
    if (!ids) return [name, float64Tensor(shape, data)];
    const width = shape[1]!;
    const used = Array.from(ids, (id) => Array.from({ length: width }, (_, d) => data[id * width + d]!));
    return [name, float64Tensor([ids.length, width], used.flat())];
  });
  return Object.fromEntries(tensors);
}

function toTensor({ shape, data }: HostTensor): Float64Tensor {
  return float64Tensor(shape, data);
}
