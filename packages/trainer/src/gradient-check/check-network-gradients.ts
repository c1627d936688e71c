import { createRandom, type Random, type WordIds } from '@tagger/core/internal';
import {
  type EncodedSentence,
  Float64Ops,
  type Float64Tensor,
  type Named,
  type Network,
} from '@tagger/models/internal';
import { createFloat64Batch } from '../batches/float64-batch';
import { compareGradient, type GradientComparison } from './compare-gradient';
import { computeLoss } from './compute-loss';

export interface GradientCheckOptions {
  readonly network: Network;
  readonly parameters: Named<ArrayLike<number>>;
  /** They have words, and tags; of a tag that is not known there is no loss. */
  readonly sentences: readonly EncodedSentence[];
  /** What is read of each word that the sentences name. */
  readonly words: readonly WordIds[];
  /** Numbers of each parameter that are checked, drawn at random; all where it has no more. */
  readonly samples: number;
  /** Of the draw. */
  readonly seed: number;
  /** The largest relative error allowed. */
  readonly tolerance: number;
  /** Told after each number how many of all are checked. */
  readonly onProgress?: ((checked: number, total: number) => void) | undefined;
}

export interface ParameterCheck extends GradientComparison {
  readonly name: string;
  readonly shape: readonly number[];
  readonly checked: number;
  /** Numbers that have a gradient: of the embedding those of the sentences' words, of the rest all. */
  readonly candidates: number;
  readonly passed: boolean;
}

export interface NetworkGradientCheck {
  readonly passed: boolean;
  readonly tolerance: number;
  readonly loss: number;
  readonly sentences: number;
  readonly words: number;
  readonly distinctWords: number;
  readonly parameters: readonly ParameterCheck[];
}

/**
 * Whether the backward pass of a network is right, on its own parameters: in float64, the gradient of the loss of some
 * sentences against central differences.
 */
export function checkNetworkGradients({
  network,
  parameters,
  sentences,
  words,
  samples,
  seed,
  tolerance,
  onProgress = () => {},
}: GradientCheckOptions): NetworkGradientCheck {
  const batch = createFloat64Batch(network, parameters, sentences, words);
  const { loss, gradients } = network.computeGradients(new Float64Ops(), batch);
  const trained = network.parameters.filter(({ isFixed }) => !isFixed);
  const draws = trained.map(({ name, shape }) => ({
    name,
    shape,
    indexes: drawIndexes(
      batch.parameters[name]!.data.length,
      samples,
      createRandom(seed, 'gradient check', name),
    ),
  }));
  const total = draws.reduce((sum, { indexes }) => sum + indexes.length, 0);
  let checked = 0;
  const checks = draws.map(({ name, shape, indexes }): ParameterCheck => {
    const at = batch.parameters[name]!;
    const lossOf = (moved: Float64Tensor) =>
      computeLoss(network, { ...batch, parameters: { ...batch.parameters, [name]: moved } });
    const comparison = compareGradient(lossOf, at, gradients[name]!, indexes, () =>
      onProgress(++checked, total),
    );
    const { worst, error } = comparison;
    const rows = batch.rows[name];
    const index = rows ? indexInTable(worst.index, rows, shape[1]!) : worst.index;
    return {
      name,
      shape,
      checked: indexes.length,
      candidates: at.data.length,
      ...comparison,
      worst: { ...worst, index },
      passed: error <= tolerance,
    };
  });
  return {
    passed: checks.every(({ passed }) => passed),
    tolerance,
    loss: loss.data[0]!,
    sentences: sentences.length,
    words: sentences.reduce((sum, { places }) => sum + places.length, 0),
    distinctWords: new Set(sentences.flatMap(({ places }) => [...places])).size,
    parameters: checks,
  };
}

/** So many different ones below `size`, in ascending order. */
function drawIndexes(size: number, count: number, random: Random): number[] {
  if (count >= size) return Array.from({ length: size }, (_, index) => index);
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(random.integer(size));
  return [...drawn].sort((a, b) => a - b);
}

/** Where a number of the batch's rows stands in the whole table. */
function indexInTable(index: number, ids: Int32Array, D: number): number {
  return ids[Math.floor(index / D)]! * D + (index % D);
}
