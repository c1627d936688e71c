import { cleanWord } from '@tagger/core/internal';
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

  constructor({ entries }: LemmaDictionary) {
    this.scripts = entries.map(({ script }) => script);
    for (const [script, { tag, forms }] of entries.entries())
      for (const form of forms) {
        const own = this.#forms.get(form);
        if (own) own.push({ tag, script });
        else this.#forms.set(form, [{ tag, script }]);
      }
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
