import { Evaluation, type Metrics, type Sentence, TaggerError } from '@tagger/core';
import type { Tagger } from '@tagger/models';
import type { ColumnScores } from './column-evaluation';
import { addSentence } from './evaluate';
import { type TestedColumn, TestedColumns } from './tested-columns';
import { type SpanCalibration, SpanTest, type TestedSpans } from './tested-spans';

export interface TestResult extends Metrics {
  /** The scores of each column by its name; all else is of the first column. */
  readonly outputs: Readonly<Record<string, ColumnScores>>;
  /** Tags of the corpus that the model does not have, with their number of tokens: every one of them counts as wrong. */
  readonly unseenTags: Readonly<Record<string, number>>;
  /** Tokens with one of these tags: they have no probability to be scored by, and are left out of the loss. */
  readonly tokensWithoutLoss: number;
  /** Of a model whose first column marks spans, where it has found some. */
  readonly spanCalibration?: SpanCalibration;
}

/** A sentence of the corpus, word by word, with what the tagger made of it in the first column. */
export interface TestedSentence extends TestedColumn {
  /** Probability of each predicted tag, in [0, 1]. */
  readonly scores: readonly number[];
  /** Whether training taught each word. */
  readonly known: readonly boolean[];
  /** Of a model whose first column marks spans. */
  readonly spans?: TestedSpans | undefined;
}

/** Options of `testTagger`. */
export interface TestOptions {
  /** Name of the corpus, for errors. */
  readonly file?: string | undefined;
  /** Told of each sentence, in the order of the corpus: what else is to be counted needs no second pass. */
  readonly onSentence?: (sentence: TestedSentence) => void;
  /** Told of each sentence in each column, of a model that has several. */
  readonly onColumn?: (column: string, sentence: TestedColumn) => void;
  /** Told after each group of sentences how many there were so far. */
  readonly onProgress?: (sentences: number) => void;
}

/** A probability below what float32 can hold is taken for this, so that the loss stays finite. */
const smallest = 2 ** -126;

/** Sentences that are tagged at once. */
const groupSize = 1024;

/**
 * What a tagger scores on a tagged corpus, read as a stream.
 * @throws TaggerError if a sentence has no tags
 */
export async function testTagger(
  tagger: Tagger,
  corpus: AsyncIterable<Sentence>,
  { file, onSentence, onColumn, onProgress }: TestOptions = {},
): Promise<TestResult> {
  const evaluation = new Evaluation();
  const columns = new TestedColumns(tagger.model, onColumn);
  const spanTest = new SpanTest(tagger.model);
  const { tags } = tagger.model;
  let group: Sentence[] = [];
  let count = 0;
  const flush = async () => {
    const results = await tagger.score(group.map(({ words }) => words));
    for (const [index, sentence] of group.entries()) {
      const { words } = sentence;
      const known = words.map((word) => tagger.knows(word));
      const { probabilities, tags: best, labels, spans } = results[index]!;
      if (labels) columns.add(sentence, labels, known);
      const { gold, predicted } = columns.compareFirst(sentence, best, labels);
      addSentence(evaluation, tags, {
        gold,
        known,
        logProbabilities: probabilities.map((probability) => Math.log(Math.max(probability, smallest))),
        predicted,
      });
      const chosen = Array.from(best, (tag, t) => {
        const own = probabilities.subarray(t * tags.length, (t + 1) * tags.length);
        return tag < 0 ? Math.max(...own) : own[tag]!;
      });
      const tested = spanTest.add(gold, spans);
      onSentence?.({ words, gold, predicted, scores: chosen, known, spans: tested });
    }
    count += group.length;
    group = [];
    onProgress?.(count);
  };
  for await (const sentence of corpus) {
    if (!sentence.tags && !hasLabels(sentence))
      throw new TaggerError('a sentence without tags: there is nothing to compare with', {
        location: { file, line: sentence.line },
        hint: 'choose another column with --column',
      });
    group.push(sentence);
    if (group.length === groupSize) await flush();
  }
  if (group.length > 0) await flush();
  const metrics = evaluation.result();
  const spanCalibration = spanTest.result();
  const unseen = metrics.perTag.filter(({ tag, support }) => support > 0 && !tags.includes(tag));
  return {
    ...metrics,
    outputs: columns.result(metrics),
    unseenTags: Object.fromEntries(unseen.map(({ tag, support }) => [tag, support])),
    tokensWithoutLoss: unseen.reduce((sum, { support }) => sum + support, 0),
    ...(spanCalibration && { spanCalibration }),
  };
}

/** Whether a word has a label in a further column. */
function hasLabels({ columns = {} }: Sentence): boolean {
  return Object.values(columns).some((labels) => labels.some((label) => label !== undefined));
}
