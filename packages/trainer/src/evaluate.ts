import { createBatch, Evaluation, type Metrics, planBatches, type Sentence } from '@tagger/core';
import type { TrainingSession } from './engines/engine';
import type { TrainingData } from './training-data';

/** A tagged sentence: what it should be, and how the network scores each tag. */
export interface ScoredSentence {
  readonly gold: readonly string[];
  /** Whether training taught the word. */
  readonly known: readonly boolean[];
  /** Logits or log-probabilities [T, K]. */
  readonly scores: Float32Array;
}

/**
 * Adds a sentence to an evaluation; a gold tag that the network does not have is wrong, and adds nothing to the loss.
 * @returns the predicted tags
 */
export function addSentence(
  evaluation: Evaluation,
  tags: readonly string[],
  sentence: ScoredSentence,
): string[] {
  const { gold, known, scores } = sentence;
  let loss = 0;
  const predicted = gold.map((goldTag, t) => {
    const row = scores.subarray(t * tags.length, (t + 1) * tags.length);
    const goldId = tags.indexOf(goldTag);
    if (goldId >= 0) loss += logSumExp(row) - row[goldId]!;
    return tags[argmax(row)]!;
  });
  evaluation.add(gold, predicted, known);
  evaluation.addLoss(loss);
  return predicted;
}

/** What the network in training scores on its dev corpus. */
export async function evaluateSession(
  session: TrainingSession,
  sentences: readonly Sentence[],
  { dev: encoded, tagSet: { tags }, vocabulary, trainedWords }: TrainingData,
): Promise<Metrics> {
  const evaluation = new Evaluation();
  const trained = new Set(vocabulary.words.slice(0, trainedWords));
  const K = tags.length;
  const lengths = encoded.map(({ words }) => words.length);
  for (const indexes of planBatches(lengths, { size: 64 })) {
    const batch = createBatch(encoded, indexes);
    const { logits } = await session.predict(batch);
    for (const [b, index] of indexes.entries()) {
      const scores = new Float32Array(lengths[index]! * K);
      for (let t = 0; t < lengths[index]!; t++) {
        const start = (t * batch.size + b) * K;
        scores.set(logits.subarray(start, start + K), t * K);
      }
      const { words, tags: gold = [] } = sentences[index]!;
      addSentence(evaluation, tags, { gold, known: words.map((word) => trained.has(word)), scores });
    }
  }
  return evaluation.result();
}

function argmax(row: Float32Array): number {
  return row.reduce((best, value, index) => (value > row[best]! ? index : best), 0);
}

function logSumExp(row: Float32Array): number {
  const largest = row[argmax(row)]!;
  return largest + Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
