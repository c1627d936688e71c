import { applyLemmaScript, cleanWord } from '@tagger/core/internal';
import type { LemmaDictionary } from '../model-file/model-description';

/** A script of a form, and the tag with which the form has it. */
interface FormScript {
  readonly tag: string | undefined;
  readonly script: number;
}

/** The scripts of forms that training saw with one lemma alone. */
export class LemmaLookup {
  readonly scripts: readonly string[];
  readonly #forms = new Map<string, FormScript[]>();

  #lemmas: ReadonlySet<string> | undefined;

  constructor(
    private readonly dictionary: LemmaDictionary,
    private readonly caseLanguage: string | undefined,
  ) {
    const { entries } = dictionary;
    this.scripts = entries.map(({ script }) => script);
    for (const [script, { tag, forms }] of entries.entries())
      for (const form of forms) {
        const own = this.#forms.get(form);
        if (own) own.push({ tag, script });
        else this.#forms.set(form, [{ tag, script }]);
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
    if (own) for (const each of own) if (each.tag === tag) return each.script;
    return -1;
  }
}

/** The lemmas of a dictionary's forms. */
export function listLemmas(
  { entries }: LemmaDictionary,
  caseLanguage: string | undefined,
): ReadonlySet<string> {
  const lemmas = new Set<string>();
  for (const { script, forms } of entries)
    for (const form of forms) lemmas.add(applyLemmaScript(form, script, caseLanguage));
  return lemmas;
}
