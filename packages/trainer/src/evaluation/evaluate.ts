import { Evaluation, type Metrics } from '@tagger/core';
import { cleanWord } from '@tagger/core/internal';
import { createBatch, planBatches } from '@tagger/models/internal';
import type { EncodedCorpus } from '../data/encoded-corpus';
import type { TrainingSession } from '../engines/engine';
import type { TrainingRun } from '../training/training-run';
import { ColumnsEvaluation, type DevColumnScores } from './evaluate-columns';
import { type Choices, predictTags } from './predict-tags';
import { takeSentence } from './sentence-scores';

/** A tagged sentence: what it should be, and how the network scores each tag. */
export interface ScoredSentence {
  /** Undefined where the gold tag is not known. */
  readonly gold: readonly (string | undefined)[];
  /** Whether training taught the word. */
  readonly known: readonly boolean[];
  /** log p of each tag [T, K]. */
  readonly logProbabilities: Float32Array;
  readonly predicted: readonly string[];
}

/**
 * Adds a sentence to an evaluation; a gold tag that the network does not have is wrong, and adds nothing to the loss; a word
 * without a gold tag adds nothing at all.
 */
export function addSentence(
  evaluation: Evaluation,
  tags: readonly string[],
  { gold, known, logProbabilities, predicted }: ScoredSentence,
): void {
  let loss = 0;
  for (const [t, goldTag] of gold.entries()) {
    const goldId = goldTag === undefined ? -1 : tags.indexOf(goldTag);
    if (goldId >= 0) loss -= logProbabilities[t * tags.length + goldId]!;
  }
  evaluation.add(gold, predicted, known);
  evaluation.addLoss(loss);
}

/** Scores on the dev corpus, and those of each column where there are several or lemmas. */
export interface DevMetrics extends Metrics {
  readonly columns?: Readonly<Record<string, DevColumnScores>>;
}

/** What the network in training scores on its dev corpus. */
export async function evaluateSession(
  session: TrainingSession,
  dev: EncodedCorpus,
  run: Choices & Pick<TrainingRun, 'preparer' | 'task'>,
): Promise<DevMetrics> {
  const { preparer, data, task } = run;
  const { tagSet, vocabulary, trainedWords, otherColumns } = data;
  const evaluation = new Evaluation();
  const columns =
    otherColumns.some(({ isAuxiliary }) => !isAuxiliary) || task.dictionary
      ? new ColumnsEvaluation(dev, data, task)
      : undefined;
  const trained = new Set(vocabulary.words.slice(0, trainedWords));
  const { lengths, sentences } = dev;
  const isKnown = sentences.words.map((word) => trained.has(cleanWord(word)));
  for (const indexes of planBatches(lengths, { size: 64 })) {
    const batch = createBatch(dev, indexes);
    const prediction = await session.predict(preparer.prepare(batch));
    for (const [b, index] of indexes.entries()) {
      const known = Array.from(sentences.wordIdsOf(index), (id) => isKnown[id]!);
      const sentence = predictTags(prediction, batch, b, run);
      const predicted = Array.from(sentence.tags[0]!, (tag) => tagSet.tags[tag]!);
      addSentence(evaluation, tagSet.tags, {
        gold: sentences.labelsOf(index),
        known,
        logProbabilities: takeSentence(prediction.logProbabilities, batch, b, tagSet.size),
        predicted,
      });
      columns?.add(index, known, predicted, sentence);
    }
  }
  return { ...evaluation.result(), ...(columns && { columns: columns.result() }) };
}
