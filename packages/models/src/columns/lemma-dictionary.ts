import { cleanWord } from '@tagger/core/internal';
import type { LemmaDictionary } from '../model-file/model-description';

/** The scripts of forms that training saw with one lemma alone. */
export class LemmaLookup {
  readonly #scripts = new Map<string, string>();

  constructor({ entries }: LemmaDictionary) {
    for (const { tag, script, forms } of entries)
      for (const form of forms) this.#scripts.set(keyOf(form, tag), script);
  }

  /** @param tag in the dictionary's column, if it has one */
  find(form: string, tag?: string): string | undefined {
    return this.#scripts.get(keyOf(cleanWord(form), tag));
  }
}

function keyOf(form: string, tag = ''): string {
  return `${tag}\n${form}`;
}
