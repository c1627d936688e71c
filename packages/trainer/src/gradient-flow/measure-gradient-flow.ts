import { TaggerError } from '@tagger/core';
import type { WordIds } from '@tagger/core/internal';
import {
  type EncodedSentence,
  Float64Ops,
  type Float64Tensor,
  type Named,
  type Network,
  places,
  take,
} from '@tagger/models/internal';
import { createFloat64Batch } from '../batches/float64-batch';
import type { Point } from './series';

/*
 * Axes:  T time   B batch   H hidden   K tags
 */

const ops = new Float64Ops();

export interface GradientFlowOptions {
  /** Of one layer in one direction. */
  readonly network: Network;
  readonly parameters: Named<ArrayLike<number>>;
  /** Each of more words than `distance`, and tagged; of each the first `distance + 1` words are taken. */
  readonly sentences: readonly EncodedSentence[];
  /** What is read of each word that the sentences name. */
  readonly words: readonly WordIds[];
  /** The largest k. */
  readonly distance: number;
}

/**
 * How much of the last step's loss comes back to the steps before it: ‖∂L_T/∂h_{T−k}‖ for k = 0 … `distance`, the mean
 * over the sentences.
 */
export function measureGradientFlow(options: GradientFlowOptions): Point[] {
  const norms = hiddenGradientNorms(options);
  return norms.map((row, k) => [k, row.reduce((sum, norm) => sum + norm, 0) / row.length]);
}

/** ‖∂L_T/∂h_{T−k}‖ of each sentence: k first, then the sentence. */
export function hiddenGradientNorms({
  network,
  parameters,
  sentences,
  words,
  distance,
}: GradientFlowOptions): number[][] {
  const time = distance + 1;
  if (sentences.length === 0 || sentences.some((sentence) => sentence.places.length < time || !sentence.tags))
    throw new TaggerError(`gradients over ${distance} steps need tagged sentences of ${time} words or more`);
  const cut = sentences.map((sentence) => ({
    places: sentence.places.slice(0, time),
    tags: sentence.tags!.slice(0, time),
  }));
  const batch = createFloat64Batch(network, parameters, cut, words);
  const [layer, output] = [network.layers[0]!, network.outputs[0]!];
  const [recurrence] = layer.recurrences;
  const rows = recurrence!.project(ops, batch, network.encoder.forward(ops, batch).output).output;
  const run = layer.run(ops, batch, [ops.gather(rows, take(batch.inputs, places.name))]);
  const logits = output.forward(ops, batch, run.output);

  // ∂L_T/∂h_T = Vᵀ (o_T − y_T), and no loss at any other step
  const dLogits_TBK = lastStepOnly(dLogits(logits.output, take(batch.inputs, 'tags')), time);
  const { dInput: dHidden_TBH } = logits.backward(dLogits_TBK);
  const [dProjected] = run.backward(dHidden_TBH).dProjected;
  // h_{t−1} acts through z_t alone: ∂L_T/∂h_{t−1} = Wᵀ δz_t
  const dPrevious_TBH = ops.matmul(dProjected!, take(batch.parameters, recurrence!.names.recurrentWeight));
  const last = rowNorms(dHidden_TBH, sentences.length).at(-1)!;
  const earlier = rowNorms(dPrevious_TBH, sentences.length).slice(1).reverse();
  return [last, ...earlier];
}

/** o − y of every step [T, B, K]. */
function dLogits(logits_TBK: Float64Tensor, tags_TB: Float64Tensor): Float64Tensor {
  const K = logits_TBK.shape.at(-1)!;
  return ops.subtract(ops.exp(ops.logSoftmax(logits_TBK)), ops.oneHot(tags_TB, K));
}

function lastStepOnly(sequence: Float64Tensor, time: number): Float64Tensor {
  const stepSize = sequence.data.length / time;
  const data = sequence.data.slice().fill(0, 0, (time - 1) * stepSize);
  return { shape: sequence.shape, data };
}

/** The norm of each vector of a sequence [T, B, H]: [T][B]. */
function rowNorms({ shape, data }: Float64Tensor, size: number): number[][] {
  const [T, H] = [shape[0]!, shape.at(-1)!];
  return Array.from({ length: T }, (_, t) =>
    Array.from({ length: size }, (_, b) => {
      const start = (t * size + b) * H;
      return Math.hypot(...data.subarray(start, start + H));
    }),
  );
}
