import type { Batch } from '@tagger/models/internal';
import type { EncodedCorpus } from '../data/encoded-corpus';
import type { TrainingData } from '../data/training-data';
import type { Prediction } from '../engines/engine';
import type { ColumnTask } from '../lemmas/column-task';
import { ColumnEvaluation, type ColumnScores } from './column-evaluation';
import { takeSentence } from './sentence-scores';
import type { SpanConstraints } from './span-constraints';

/** Scores of a column on the dev corpus. */
export interface DevColumnScores extends ColumnScores {
  /** Of lemmas: the accuracy where those of known forms are looked up in a dictionary. */
  readonly dictionaryAccuracy?: number;
}

/** The columns of a dev corpus: what the network predicts for a sentence. */
interface PredictedSentence {
  readonly index: number;
  readonly known: readonly boolean[];
  /** Tags of each column. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** Scores each column of a network with several, on its dev corpus. */
export class ColumnsEvaluation {
  readonly #evaluations = new Map<string, ColumnEvaluation>();
  readonly #withDictionary: ColumnEvaluation;
  readonly #task: ColumnTask;
  readonly #spans: SpanConstraints;

  constructor(
    private readonly dev: EncodedCorpus,
    private readonly data: TrainingData,
    { task, spans }: { readonly task: ColumnTask; readonly spans: SpanConstraints },
  ) {
    this.#task = task;
    this.#spans = spans;
    for (const name of this.#names) this.#evaluations.set(name, new ColumnEvaluation(!task.hasLemmas(name)));
    this.#withDictionary = new ColumnEvaluation(false);
  }

  /** @param b the place of the sentence in the batch @param first its tags in the first column */
  add(batch: Batch, b: number, first: readonly string[], known: readonly boolean[], prediction: Prediction) {
    const index = batch.indexes[b]!;
    const others = this.data.otherColumns.map(({ name, tagSet }, output) => {
      const scores = takeSentence(prediction.otherScores![output]!, batch, b, tagSet.size);
      return [
        name,
        Array.from(this.#spans.choose(output + 1, scores, tagSet.size), (tag) => tagSet.tags[tag]!),
      ];
    });
    const tags = Object.fromEntries([[this.#task.column, first], ...others]);
    this.#addSentence({ index, known, tags });
  }

  result(): Readonly<Record<string, DevColumnScores>> {
    return Object.fromEntries(
      Array.from(this.#evaluations, ([name, evaluation]) => [
        name,
        {
          ...evaluation.result(),
          ...(this.#task.hasLemmas(name) && { dictionaryAccuracy: this.#withDictionary.result().accuracy }),
        },
      ]),
    );
  }

  get #names(): string[] {
    return [this.#task.column, ...this.data.otherColumns.map(({ name }) => name)];
  }

  #addSentence({ index, known, tags }: PredictedSentence): void {
    const { sentences } = this.dev;
    const words = sentences.wordsOf(index);
    for (const [name, evaluation] of this.#evaluations) {
      const gold = this.#goldOf(name, index);
      if (!this.#task.hasLemmas(name)) {
        evaluation.add(gold, tags[name]!, known);
        continue;
      }
      const apply = (script: string | undefined, t: number) =>
        script === undefined ? undefined : this.#task.apply(words[t]!, script);
      const lemmas = gold.map(apply);
      evaluation.add(
        lemmas,
        tags[name]!.map((script, t) => apply(script, t)!),
        known,
      );
      const by = this.#task.dictionary?.tagColumn;
      const looked = tags[name]!.map((script, t) => {
        const found = this.#task.find(words[t]!, by === undefined ? undefined : tags[by]?.[t]);
        return apply(found ?? script, t)!;
      });
      this.#withDictionary.add(lemmas, looked, known);
    }
  }

  #goldOf(name: string, index: number): readonly (string | undefined)[] {
    const { sentences } = this.dev;
    if (name === this.#task.column) return sentences.labelsOf(index);
    const column = sentences.columns.find((other) => other.name === name);
    if (!column) return sentences.wordsOf(index).map(() => undefined);
    return Array.from(sentences.columnIdsOf(column, index), (id) => column.values[id]);
  }
}
