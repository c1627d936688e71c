import type { Surface } from './surface';

/** A phrase without its white space, and where that was. */
interface Phrase {
  readonly rule: number;
  /** Places in the letters, in UTF-16 units, between which there was white space. */
  readonly gaps: readonly number[];
}

interface PhraseRule {
  readonly phrases?: readonly string[] | undefined;
  readonly ignoreCase?: boolean | undefined;
}

const whiteSpace = /\s+/u;

/** Finds phrases in sentences: each token starts a search for as many tokens as the longest phrase has letters. */
export class PhraseIndex {
  /** By their letters, exactly and in small ones. */
  readonly #exact = new Map<string, Phrase[]>();
  readonly #folded = new Map<string, Phrase[]>();
  #longest = 0;

  constructor(rules: readonly PhraseRule[]) {
    for (const [rule, { phrases = [], ignoreCase = false }] of rules.entries())
      for (const phrase of phrases) this.#add(phrase, rule, ignoreCase);
  }

  /** The tokens of each place of a phrase. */
  find({ tokens, isText }: Surface): { first: number; last: number; rule: number }[] {
    const found: { first: number; last: number; rule: number }[] = [];
    for (const [index, letters] of [
      [this.#exact, tokens.map(({ text }) => strip(text))],
      [this.#folded, tokens.map(({ text }) => fold(strip(text)))],
    ] as const) {
      if (index.size === 0) continue;
      for (let first = 0; first < tokens.length; first++) {
        let key = '';
        const ends: number[] = [];
        for (let last = first; last < tokens.length; last++) {
          key += letters[last]!;
          if (key.length > this.#longest) break;
          const isGapless = (at: number) =>
            isText && tokens[first + at]!.end === tokens[first + at + 1]!.start;
          for (const { rule, gaps } of index.get(key) ?? []) {
            // A gap of the phrase is between two tokens; in a text, no other two have one.
            const isFit =
              gaps.every((gap) => ends.includes(gap)) &&
              ends.every((end, at) => !isText || gaps.includes(end) !== isGapless(at));
            if (isFit) found.push({ first, last, rule });
          }
          ends.push(key.length);
        }
      }
    }
    return found;
  }

  #add(phrase: string, rule: number, ignoreCase: boolean): void {
    const normal = ignoreCase ? fold(phrase.normalize('NFC')) : phrase.normalize('NFC');
    const parts = normal.split(whiteSpace).filter((part) => part !== '');
    const gaps: number[] = [];
    let length = 0;
    for (const part of parts) {
      if (length > 0) gaps.push(length);
      length += part.length;
    }
    const index = ignoreCase ? this.#folded : this.#exact;
    const key = parts.join('');
    const known = index.get(key);
    if (known) known.push({ rule, gaps });
    else index.set(key, [{ rule, gaps }]);
    this.#longest = Math.max(this.#longest, length);
  }
}

function strip(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, '');
}

function fold(text: string): string {
  return text.toLowerCase();
}
