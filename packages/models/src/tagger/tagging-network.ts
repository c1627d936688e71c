import { planBatches } from '../batch/plan-batches';
import type { Network } from '../network/network';
import type { Output } from '../outputs/output';
import type { ScoredSpan } from '../spans/scored-span';
import { argmax } from './argmax';
import { type KnownLabels, preferLabel } from './known-labels';
import { projectionSize } from './tagging-graphs';

/** What is wanted of each word: its tag with the probability of that, or the values of all tags as well. */
export type Wanted = 'tags' | 'scores';

/** A network that is ready to run. */
export interface TaggingNetwork {
  /** Words of a stream that are worth being read before they are run together. */
  readonly groupWords: number;
  /** Runs that may be under way at the same time, where a device computes while the host does other things; without it, one. */
  readonly runsAtOnce?: number;
  /** Which sentences are best run together, given the lengths of all. */
  plan(lengths: readonly number[]): number[][];
  /** Runs sentences together. */
  run(sentences: readonly (readonly string[])[], wanted: Wanted): Promise<BatchTags>;
  /** Frees the memory of the network. */
  release(): Promise<void>;
}

/** What a network says of sentences that were run together. The value of step t of sentence b is at `starts[b] + t · stride`. */
export interface BatchTags {
  readonly starts: Int32Array;
  readonly stride: number;
  /** The best tag of each step. */
  readonly tags: Int32Array;
  /** Its probability. */
  readonly confidences: Float32Array;
  /** The number of each step's word, if the network numbers words: the same word has the same one until the network forgets words. */
  readonly rows?: Uint32Array | undefined;
  /** The best tag of each step in each output next to the first one; absent if there is none. −1 − k is the known label k. */
  readonly otherTags?: readonly Int32Array[] | undefined;
  /** The values of all tags, K at each place. */
  readonly all?: TagScores | undefined;
  /**
   * By output, of those that `NetworkModel.spanOutputs` names: what the network says of each word alone, before the transitions of a
   * conditional random field, in proportion to the probabilities of the tags, K at each place. Without it `Tagger` finds no spans.
   */
  readonly emissions?: readonly (Float32Array | undefined)[] | undefined;
  /** The weights of the tags of an output behind the first one at a place, in proportion to their probabilities; without it, no labels are preferred. */
  readonly weigh?: ((output: number, at: number) => Float32Array) | undefined;
  /** Whether a value is not a number, as weights are too large. */
  readonly hasNaN: boolean;
}

/** Values of the largest tensor of a batch, at most: 256 MiB. */
const maximumValues = 2 ** 26;

/**
 * The steps that a batch of a large network may have: as many as its memory allows, of the projections and of the scores of
 * all tags.
 */
export function limitSteps(network: Network, steps: number): number {
  const projections = network.layers[0]!.recurrences.length * projectionSize(network);
  const tagCount = Math.max(...network.outputs.map((output) => output.tagCount));
  return Math.max(1, Math.floor(Math.min(steps, maximumValues / projections, maximumValues / 8 / tagCount)));
}

/** Sentences of like length side by side, padded to the longest; more of them would leave the processor's cache. */
export function planPadded(lengths: readonly number[], network: Network): number[][] {
  return planBatches(lengths, { size: 256, maximumTokens: limitSteps(network, 8192) });
}

/** What the first output of a network says of words, [T, K] each. */
export interface TagScores {
  readonly probabilities: Float32Array;
  /** The best tag of a word is that with the highest one: the most probable, or that of the best path. */
  readonly scores: Float32Array;
}

/** What `Tagger.score` says of a sentence. */
export interface StepScores extends TagScores {
  /**
   * [T] The tag of each word: its place in `model.tags`. It has the highest score, unless the best tags of the words together are no
   * sequence of the scheme by which they mark spans, or a column goes better with the second tag. Negative where the first column has lemmas, and
   * the dictionary has that of the word: `labels` has it then.
   */
  readonly tags: Int32Array;
  /** The spans that the tags mark, from word `start` up to `end`, each with the probability of the whole span; of a model whose first column has some. */
  readonly spans?: readonly ScoredSpan[];
  /** The labels of each column, as `Tagger.score` gives them for a model that has several, or lemmas. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

/** The tags of a batch from the values of all tags of the first output. */
export function chooseTags(
  all: TagScores,
  tagCount: number,
  {
    starts,
    stride,
    otherTags,
    emissions,
    weigh,
  }: Pick<BatchTags, 'starts' | 'stride' | 'otherTags' | 'emissions' | 'weigh'>,
): BatchTags {
  const { probabilities, scores } = all;
  const count = probabilities.length / tagCount;
  const tags = new Int32Array(count);
  const confidences = new Float32Array(count);
  for (let place = 0, at = 0; place < count; place++, at += tagCount) {
    const tag = argmax(scores, at, tagCount);
    tags[place] = tag;
    confidences[place] = probabilities[at + tag]!;
  }
  // A conditional random field takes powers of its weights, which may overflow.
  const isBroken = hasNaN(probabilities) || (scores !== probabilities && hasNaN(scores));
  return {
    starts,
    stride,
    tags,
    confidences,
    ...(otherTags && { otherTags }),
    emissions,
    weigh,
    all,
    hasNaN: isBroken,
  };
}

/** Writes known labels over the tags of a batch, and preferred ones where the network gives their weights. */
export function markKnown(
  batch: BatchTags,
  sentences: readonly (readonly string[])[],
  { output, given, find, prefers }: KnownLabels,
): BatchTags {
  const { starts, stride, tags, otherTags = [], weigh } = batch;
  const outputs = [tags, ...otherTags];
  for (const [row, words] of sentences.entries())
    for (const [step, word] of words.entries()) {
      const at = starts[row]! + step * stride;
      const label = find(word, outputs[given]![at]!);
      if (label >= 0) outputs[output]![at] = -1 - label;
      else if (prefers && weigh) {
        const weights = weigh(output, at);
        const values = { start: 0, stride: 1, count: weights.length };
        outputs[output]![at] = preferLabel(
          (own) => prefers(word, own),
          outputs[output]![at]!,
          weights,
          values,
        );
      }
    }
  return batch;
}

/** The best tag of each place. @param scores K at each */
export function bestTags(scores: Float32Array, tagCount: number): Int32Array {
  const tags = new Int32Array(scores.length / tagCount);
  for (let place = 0; place < tags.length; place++) tags[place] = argmax(scores, place * tagCount, tagCount);
  return tags;
}

/** The emissions of those outputs that are wanted, by output. */
export function takeEmissions(
  { outputs }: Network,
  spanOutputs: readonly number[],
  take: (output: Output, index: number) => Float32Array,
): BatchTags['emissions'] {
  if (spanOutputs.length === 0) return undefined;
  return outputs.map((output, index) => (spanOutputs.includes(index) ? take(output, index) : undefined));
}

/** Weights in proportion to the probabilities whose logarithms these are, but for a constant of each place. @param scores K at each */
export function exponentiate(scores: Float32Array, tagCount: number): Float32Array {
  const weights = new Float32Array(scores.length);
  for (let at = 0; at < scores.length; at += tagCount) {
    const most = scores[at + argmax(scores, at, tagCount)]!;
    for (let tag = 0; tag < tagCount; tag++) weights[at + tag] = Math.exp(scores[at + tag]! - most);
  }
  return weights;
}

/** By a sum, which one NaN makes NaN: a branch for each value would take a tenth of the time of tagging. */
export function hasNaN(values: Float32Array): boolean {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  return Number.isNaN(sum);
}
