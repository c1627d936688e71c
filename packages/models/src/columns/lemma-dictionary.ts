import { cleanWord, compileLemmaScript } from '@tagger/core/internal';
import type { LemmaDictionary } from '../model-file/model-description';

/** The scripts of forms that training saw with one lemma alone. */
export class LemmaLookup {
  readonly scripts: readonly string[];
  /** The entries of each form: most have one. */
  readonly #forms = new Map<string, number | number[]>();
  #lemmas: ReadonlySet<string> | undefined;

  constructor(
    private readonly dictionary: LemmaDictionary,
    private readonly caseLanguage: string | undefined,
  ) {
    const { entries } = dictionary;
    this.scripts = entries.map(({ script }) => script);
    for (const [entry, { forms }] of entries.entries())
      for (const form of forms) {
        const own = this.#forms.get(form);
        if (own === undefined) this.#forms.set(form, entry);
        else if (typeof own === 'number') this.#forms.set(form, [own, entry]);
        else own.push(entry);
      }
  }

  /** Whether a form of the dictionary has this lemma. */
  hasLemma(lemma: string): boolean {
    // Made when it is needed: that takes as long as to read the dictionary.
    this.#lemmas ??= listLemmas(this.dictionary, this.caseLanguage);
    return this.#lemmas.has(lemma);
  }

  /**
   * @param tag in the dictionary's column, if it has one
   * @returns a place among the scripts; −1 for a form that is not known with that tag
   */
  find(form: string, tag?: string): number {
    // The dictionary's forms are clean, as most words of a text are.
    const own = this.#forms.get(form) ?? this.#forms.get(cleanWord(form));
    const { entries } = this.dictionary;
    const places = typeof own === 'number' ? [own] : own;
    return places?.find((entry) => entries[entry]!.tag === tag) ?? -1;
  }
}

/** The lemmas of a dictionary's forms. */
export function listLemmas(
  { entries }: LemmaDictionary,
  caseLanguage: string | undefined,
): ReadonlySet<string> {
  const lemmas = new Set<string>();
  for (const { script, forms } of entries) {
    // The forms are clean.
    const lemmatize = compileLemmaScript(script, caseLanguage, (form) => form);
    for (const form of forms) lemmas.add(lemmatize(form));
  }
  return lemmas;
}
