import { exponentiate } from '@tagger/models/internal';
import type { EncodedCorpus } from '../data/encoded-corpus';
import type { TrainingData } from '../data/training-data';
import type { ColumnTask } from '../lemmas/column-task';
import { ColumnEvaluation, type ColumnScores } from './column-evaluation';
import type { PredictedTags } from './predict-tags';

/** Scores of a column on the dev corpus. */
export interface DevColumnScores extends ColumnScores {
  /** Of lemmas: the accuracy where those of known forms are looked up in a dictionary. */
  readonly dictionaryAccuracy?: number;
}

/** Scores each column that a model with several will give, on its dev corpus. */
export class ColumnsEvaluation {
  readonly #evaluations = new Map<string, ColumnEvaluation>();
  readonly #withDictionary: ColumnEvaluation;
  readonly #task: ColumnTask;

  constructor(
    private readonly dev: EncodedCorpus,
    private readonly data: TrainingData,
    task: ColumnTask,
  ) {
    this.#task = task;
    const given = data.otherColumns.filter(({ isAuxiliary }) => !isAuxiliary);
    for (const name of [task.column, ...given.map((column) => column.name)])
      this.#evaluations.set(name, new ColumnEvaluation(!task.hasLemmas(name)));
    this.#withDictionary = new ColumnEvaluation(false);
  }

  /** @param index of the sentence @param first its tags in the first column @param predicted of all columns */
  add(index: number, known: readonly boolean[], first: readonly string[], predicted: PredictedTags): void {
    const named = this.data.otherColumns.map(({ name, tagSet }, output) => {
      return [name, Array.from(predicted.tags[output + 1]!, (tag) => tagSet.tags[tag]!)] as const;
    });
    this.#addSentence(index, known, Object.fromEntries([[this.#task.column, first], ...named]), predicted);
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

  #addSentence(
    index: number,
    known: readonly boolean[],
    tags: Readonly<Record<string, readonly string[]>>,
    predicted: PredictedTags,
  ): void {
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
        return apply(found ?? this.#prefer(words[t]!, t, predicted) ?? script, t)!;
      });
      this.#withDictionary.add(lemmas, looked, known);
    }
  }

  /** The script of a word that the dictionary does not have; absent where the first column has the lemmas. */
  #prefer(word: string, t: number, { tags, scores }: PredictedTags): string | undefined {
    const output = this.#names.findIndex((name) => this.#task.hasLemmas(name));
    if (output === 0) return undefined;
    const scripts = this.data.otherColumns[output - 1]!.tagSet.tags;
    const own = scores[output]!.subarray(t * scripts.length, (t + 1) * scripts.length);
    return this.#task.prefer(word, scripts, tags[output]![t]!, exponentiate(own, scripts.length));
  }

  #goldOf(name: string, index: number): readonly (string | undefined)[] {
    const { sentences } = this.dev;
    if (name === this.#task.column) return sentences.labelsOf(index);
    const column = sentences.columns.find((other) => other.name === name);
    if (!column) return sentences.wordsOf(index).map(() => undefined);
    return Array.from(sentences.columnIdsOf(column, index), (id) => column.values[id]);
  }
}
