import { type Metrics, readLabels, type Sentence } from '@tagger/core';
import { composeWord, findLemmaScript, type LemmaScriptKind } from '@tagger/core/internal';
import type { ModelDescription } from '@tagger/models';
import { ColumnEvaluation, type ColumnScores } from './column-evaluation';

/** A sentence of the corpus, word by word, with what the tagger made of it in a column. */
export interface TestedColumn {
  readonly words: readonly string[];
  /** Undefined where the gold label is not known. */
  readonly gold: readonly (string | undefined)[];
  readonly predicted: readonly string[];
}

type Labels = Readonly<Record<string, readonly string[]>>;

/** Scores each column of a model that has several, or lemmas. */
export class TestedColumns {
  readonly #evaluations: ReadonlyMap<string, ColumnEvaluation>;
  readonly #first: string;
  readonly #lemmas: string | undefined;
  /** Of the scripts of the first column. */
  readonly #kind: LemmaScriptKind;

  constructor(
    private readonly model: ModelDescription,
    private readonly onColumn: ((column: string, sentence: TestedColumn) => void) | undefined,
  ) {
    const others = model.network.otherOutputs ?? [];
    this.#first = model.training.corpus.column;
    this.#lemmas = model.lemmas?.column;
    this.#kind = model.tags.some((tag) => tag.startsWith('*', 1)) ? 'places' : 'run';
    const names = [this.#first, ...others.map(({ name }) => name)];
    this.#evaluations = new Map(
      names.map((name) => [name, new ColumnEvaluation(name !== this.#lemmas)] as const),
    );
  }

  add(sentence: Sentence, labels: Labels, known: readonly boolean[]): void {
    const { words } = sentence;
    for (const [name, evaluation] of this.#evaluations) {
      const gold = this.#read(sentence, name);
      const predicted = labels[name]!;
      evaluation.add(gold, predicted, known);
      this.onColumn?.(name, { words, gold, predicted });
    }
  }

  /**
   * Gold and predicted tags of the first output. Of lemmas these are scripts, and a lemma may have several: where the lemma is right, so is
   * the script. The dictionary gives a lemma, and no tag.
   *
   * @param best the position of the best tag of each word; negative where the dictionary has its lemma
   */
  compareFirst(
    sentence: Sentence,
    best: ArrayLike<number>,
    labels: Labels | undefined,
  ): Pick<TestedColumn, 'gold' | 'predicted'> {
    const { tags, lookup } = this.model;
    const gold = this.#read(sentence, this.#first);
    if (this.#first !== this.#lemmas || !labels)
      return { gold, predicted: Array.from(best, (tag) => tags[tag]!) };
    const lemmas = labels[this.#first]!;
    const find = (lemma: string, t: number) =>
      findLemmaScript(sentence.words[t]!, lemma, lookup.caseLanguage, this.#kind);
    const predicted = lemmas.map((lemma, t) => tags[best[t]!] ?? find(lemma, t));
    const goldScripts = gold.map((lemma, t) => {
      if (lemma === undefined) return undefined;
      if (lemmas[t] === lemma) return predicted[t];
      const script = find(lemma, t);
      return script === predicted[t] ? `a${lemma}` : script;
    });
    return { gold: goldScripts, predicted };
  }

  /** Of each column of which the corpus has labels. @param metrics of the first one */
  result(metrics: Metrics): Readonly<Record<string, ColumnScores>> {
    if (this.#evaluations.size === 1 && this.#lemmas === undefined) {
      const { tokens, accuracy, unknownAccuracy, spanF1 } = metrics;
      const scores = { tokens, accuracy, unknownAccuracy, ...(spanF1 !== undefined && { spanF1 }) };
      return { [this.#first]: scores };
    }
    const results = Array.from(
      this.#evaluations,
      ([name, evaluation]) => [name, evaluation.result()] as const,
    );
    return Object.fromEntries(results.filter(([, { tokens }]) => tokens > 0));
  }

  #read(sentence: Sentence, name: string): readonly (string | undefined)[] {
    const unknown = () => sentence.words.map(() => undefined);
    const labels =
      name === this.#first ? (readLabels(sentence) ?? unknown()) : (sentence.columns?.[name] ?? unknown());
    return name === this.#lemmas ? labels.map((label) => label && composeWord(label)) : labels;
  }
}
