import { applyLemmaScript, type CompactSentences } from '@tagger/core/internal';
import { type LemmaDictionary, LemmaLookup, preferLabel } from '@tagger/models/internal';
import { buildDictionary } from './build-dictionary';
import { lemmaColumn } from './script-lemmas';

/** The columns of a training, and how lemmas are made of their scripts. */
export class ColumnTask {
  /** Of the training corpus; absent if it has no lemmas. */
  readonly dictionary: LemmaDictionary | undefined;
  readonly #lookup: LemmaLookup | undefined;

  /**
   * @param column the name of the column of the tags
   * @param train with scripts in the place of lemmas
   */
  constructor(
    readonly column: string,
    train: CompactSentences,
    private readonly caseLanguage: string | undefined,
  ) {
    this.dictionary = buildDictionary(train, column);
    this.#lookup = this.dictionary && new LemmaLookup(this.dictionary, caseLanguage);
  }

  hasLemmas(column: string): boolean {
    return this.dictionary !== undefined && column === lemmaColumn;
  }

  /** The lemma that a script makes of a form. */
  apply(form: string, script: string): string {
    return applyLemmaScript(form, script, this.caseLanguage);
  }

  /**
   * The script of a form that the dictionary does not have, as `Tagger` gives it: one of the most probable that makes a lemma of the dictionary.
   *
   * @param weights of all scripts @param best place of the best one
   */
  prefer(form: string, scripts: readonly string[], best: number, weights: Float32Array): string {
    const prefers = (label: number) => this.#lookup!.hasLemma(this.apply(form, scripts[label]!));
    return scripts[preferLabel(prefers, best, weights, { start: 0, stride: 1, count: scripts.length })]!;
  }

  /** The script of a form in the dictionary. @param tag in the dictionary's column */
  find(form: string, tag: string | undefined): string | undefined {
    const lookup = this.#lookup;
    return lookup?.scripts[lookup.find(form, tag)];
  }
}
