import type { Sentence } from '@tagger/core';
import type { Tagger } from '@tagger/models';
import { type TestOptions, type TestResult, testTagger } from '../test-tagger';
import { type CalibrationBin, CalibrationCounts } from './calibration-counts';
import { type EntityErrorReport, EntityErrors } from './entity-errors';
import { type ConfusedPair, ErrorExamples } from './error-examples';
import { LengthCounts, type LengthGroup } from './length-counts';
import { WordCounts, type WordGroup } from './word-counts';

/** What a tagger did on a corpus, and where it went wrong. Plain data. */
export interface EvaluationReport {
  /** The scores, as `testTagger` gives them. */
  readonly result: TestResult;
  readonly byWord: readonly WordGroup[];
  readonly byLength: readonly LengthGroup[];
  readonly calibration: readonly CalibrationBin[];
  /** The most frequent errors, with examples. */
  readonly errors: readonly ConfusedPair[];
  /** Of a model whose first column marks spans. */
  readonly entities?: EntityErrorReport;
  /** The most frequent errors in each further column of a model that has several; all else is of the first one. */
  readonly columnErrors?: Readonly<Record<string, readonly ConfusedPair[]>>;
}

/** Options of `collectReport`. */
export interface ReportOptions extends Omit<TestOptions, 'onSentence' | 'onColumn'> {
  /** Kinds of errors to give examples of; by default 12. */
  readonly errorCount?: number;
}

/**
 * Scores a tagger on a tagged corpus and gathers what a report shows. The corpus is read and tagged once, as a stream, in
 * memory that does not grow with it.
 *
 * @throws TaggerError if a sentence has no tags
 */
export async function collectReport(
  tagger: Tagger,
  corpus: AsyncIterable<Sentence>,
  { errorCount = 12, ...options }: ReportOptions = {},
): Promise<EvaluationReport> {
  const words = new WordCounts(tagger.model);
  const lengths = new LengthCounts();
  const calibration = new CalibrationCounts();
  const errors = new ErrorExamples();
  const entities = new EntityErrors();
  const columnErrors = new Map(
    tagger.model.network.otherOutputs?.map(({ name }) => [name, new ErrorExamples()] as const),
  );
  const result = await testTagger(tagger, corpus, {
    ...options,
    onSentence(sentence) {
      for (const counts of [words, lengths, calibration, errors, entities]) counts.add(sentence);
    },
    onColumn: (column, sentence) => columnErrors.get(column)?.add(sentence),
  });
  const entityErrors = entities.result();
  return {
    result,
    byWord: words.result(),
    byLength: lengths.result(),
    calibration: calibration.result(),
    errors: errors.result(errorCount),
    ...(entityErrors && { entities: entityErrors }),
    ...(columnErrors.size > 0 && {
      columnErrors: Object.fromEntries(
        Array.from(columnErrors, ([name, own]) => [name, own.result(errorCount)]),
      ),
    }),
  };
}
