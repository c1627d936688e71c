import { Evaluation, type Metrics } from '@tagger/core';
import { cleanWord } from '@tagger/core/internal';
import { createBatch, planBatches } from '@tagger/models/internal';
import type { BatchPreparer } from '../batches/prepare-batch';
import type { EncodedCorpus } from '../data/encoded-corpus';
import type { TrainingData } from '../data/training-data';
import type { TrainingSession } from '../engines/engine';

/** A tagged sentence: what it should be, and how the network scores each tag. */
export interface ScoredSentence {
  /** Undefined where the gold tag is not known. */
  readonly gold: readonly (string | undefined)[];
  /** Whether training taught the word. */
  readonly known: readonly boolean[];
  /** log p of each tag [T, K]. */
  readonly logProbabilities: Float32Array;
  /** Position of the predicted tag of each word. */
  readonly predicted: readonly number[];
}

/**
 * Adds a sentence to an evaluation; a gold tag that the network does not have is wrong, and adds nothing to the loss; a word
 * without a gold tag adds nothing at all.
 * @returns the predicted tags
 */
export function addSentence(
  evaluation: Evaluation,
  tags: readonly string[],
  sentence: ScoredSentence,
): string[] {
  const { gold, known, logProbabilities } = sentence;
  let loss = 0;
  for (const [t, goldTag] of gold.entries()) {
    const goldId = goldTag === undefined ? -1 : tags.indexOf(goldTag);
    if (goldId >= 0) loss -= logProbabilities[t * tags.length + goldId]!;
  }
  const predicted = sentence.predicted.map((tag) => tags[tag]!);
  evaluation.add(gold, predicted, known);
  evaluation.addLoss(loss);
  return predicted;
}

/** What the network in training scores on its dev corpus. */
export async function evaluateSession(
  session: TrainingSession,
  preparer: BatchPreparer,
  dev: EncodedCorpus,
  { tagSet: { tags }, vocabulary, trainedWords }: TrainingData,
): Promise<Metrics> {
  const evaluation = new Evaluation();
  const trained = new Set(vocabulary.words.slice(0, trainedWords));
  const K = tags.length;
  const { lengths, sentences } = dev;
  const isKnown = sentences.words.map((word) => trained.has(cleanWord(word)));
  for (const indexes of planBatches(lengths, { size: 64 })) {
    const batch = createBatch(dev, indexes);
    const { logProbabilities, scores } = await session.predict(preparer.prepare(batch));
    for (const [b, index] of indexes.entries()) {
      const take = (values: Float32Array) => {
        const own = new Float32Array(lengths[index]! * K);
        for (let t = 0; t < lengths[index]!; t++) {
          const start = (t * batch.size + b) * K;
          own.set(values.subarray(start, start + K), t * K);
        }
        return own;
      };
      addSentence(evaluation, tags, {
        gold: sentences.labelsOf(index),
        known: Array.from(sentences.wordIdsOf(index), (id) => isKnown[id]!),
        logProbabilities: take(logProbabilities),
        predicted: bestTags(take(scores), K),
      });
    }
  }
  return evaluation.result();
}

/** The tag with the highest score of each step [T, K]. */
export function bestTags(scores: Float32Array, tagCount: number): number[] {
  return Array.from({ length: scores.length / tagCount }, (_, t) => {
    const row = scores.subarray(t * tagCount, (t + 1) * tagCount);
    return row.reduce((best, value, tag) => (value > row[best]! ? tag : best), 0);
  });
}
