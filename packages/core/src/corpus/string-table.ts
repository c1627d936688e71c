import { copyText } from '../text/copy-text';

/** Distinct strings, each with an id: its position in `strings`, which is the order of appearance. */
export class StringTable {
  readonly strings: string[] = [];
  readonly #ids = new Map<string, number>();

  /** The id of a string, which is a new one if the string is. */
  add(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const own = copyText(text);
    const id = this.strings.length;
    this.#ids.set(own, id);
    this.strings.push(own);
    return id;
  }
}
