import { applyLemmaScript, type CompactSentences } from '@tagger/core/internal';
import { type LemmaDictionary, LemmaLookup } from '@tagger/models/internal';
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
    this.#lookup = this.dictionary && new LemmaLookup(this.dictionary);
  }

  hasLemmas(column: string): boolean {
    return this.dictionary !== undefined && column === lemmaColumn;
  }

  /** The lemma that a script makes of a form. */
  apply(form: string, script: string): string {
    return applyLemmaScript(form, script, this.caseLanguage);
  }

  /** The script of a form in the dictionary. @param tag in the dictionary's column */
  find(form: string, tag: string | undefined): string | undefined {
    const lookup = this.#lookup;
    return lookup?.scripts[lookup.find(form, tag)];
  }
}
