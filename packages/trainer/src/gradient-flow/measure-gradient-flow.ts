import { type EncodedSentence, TaggerError } from '@tagger/core';
import {
  createCell,
  Float64Ops,
  type Float64Tensor,
  forward,
  type NetworkConfiguration,
  type NetworkParameters,
} from '@tagger/models';
import { createFloat64Batch } from '../float64-batch';
import type { Point } from './series';

/*
 * Axes:  T time   B batch   H hidden   K tags
 */

const ops = new Float64Ops();

export interface GradientFlowOptions {
  readonly configuration: NetworkConfiguration;
  readonly parameters: NetworkParameters<ArrayLike<number>>;
  /** Each of more words than `distance`, and tagged; of each the first `distance + 1` words are taken. */
  readonly sentences: readonly EncodedSentence[];
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
  configuration,
  parameters,
  sentences,
  distance,
}: GradientFlowOptions): number[][] {
  const time = distance + 1;
  if (sentences.length === 0 || sentences.some(({ words, tags }) => words.length < time || !tags))
    throw new TaggerError(`gradients over ${distance} steps need tagged sentences of ${time} words or more`);
  const cut = sentences.map(({ words, tags }) => ({
    words: words.slice(0, time),
    tags: tags!.slice(0, time),
  }));
  const batch = createFloat64Batch(configuration, parameters, cut);
  const { recurrentWeight, outputWeight } = batch.parameters;
  const tape = forward(ops, configuration, batch.parameters, batch.input);

  // ∂L_T/∂h_T = Vᵀ (o_T − y_T), and no loss at any other step
  const dLogits_TBK = lastStepOnly(dLogits(tape.logits, batch.target.tags), time);
  const dHidden_TBH = ops.matmul(dLogits_TBK, outputWeight);
  const cell = createCell(configuration).backward(
    ops,
    recurrentWeight,
    batch.input.initial,
    tape.layers[0]![0]!,
    dHidden_TBH,
  );
  // h_{t−1} acts through z_t alone: ∂L_T/∂h_{t−1} = Wᵀ δz_t
  const dPrevious_TBH = ops.matmul(cell.dProjected, recurrentWeight);
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
