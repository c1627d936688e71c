import { type Batch, chooseTogether, type JointColumn } from '@tagger/models/internal';
import type { TrainingData } from '../data/training-data';
import type { Prediction } from '../engines/engine';
import { takeSentence } from './sentence-scores';
import type { SpanConstraints } from './span-constraints';

/** What `Tagger` does with the scores of a network: it keeps to schemes of spans, and chooses columns together. */
export interface Choices {
  readonly data: TrainingData;
  readonly spans: SpanConstraints;
  /** The outputs that are chosen together. */
  readonly joint: readonly JointColumn[];
}

/** What is predicted of a sentence, of each output. */
export interface PredictedTags {
  /** [T] */
  readonly tags: readonly Int32Array[];
  /** [T, K] */
  readonly scores: readonly Float32Array[];
}

/**
 * The tags of a sentence, of each output [T], as `Tagger` gives them.
 *
 * @param b the place of the sentence in the batch
 */
export function predictTags(
  prediction: Prediction,
  batch: Batch,
  b: number,
  { data, spans, joint }: Choices,
): PredictedTags {
  const { scores, otherScores = [], logProbabilities } = prediction;
  const sizes = [data.tagSet, ...data.otherColumns.map(({ tagSet }) => tagSet)].map(({ size }) => size);
  const own = [scores, ...otherScores].map((values, output) =>
    takeSentence(values, batch, b, sizes[output]!),
  );
  const [tags, ...otherTags] = own.map((values, output) =>
    Int32Array.from(spans.choose(output, values, sizes[output]!)),
  ) as [Int32Array, ...Int32Array[]];
  if (joint.length > 0) {
    const probabilities = takeSentence(logProbabilities, batch, b, sizes[0]!).map(Math.exp);
    const confidences = new Float32Array(tags.length);
    chooseTogether({ tags, confidences, otherTags }, joint, probabilities, own.slice(1));
  }
  return { tags: [tags, ...otherTags], scores: own };
}
