import { readSyllables } from './syllables';

/*
 * A character as a network reads it is a string, its key: what the rules of the language say of it, the character, and what is beside
 * it, as far as the network reads that. So all that makes tagging words fast, each distinct word being computed once, makes characters fast, too.
 */

/** What the rules say of a character: nothing ends with it, a token, a part of an orthographic word that goes on (`do|n't`), or a sentence. */
export const ruleNames = ['inside', 'token', 'part', 'sentence'] as const;
export type RuleName = (typeof ruleNames)[number];

const ruleLetters: Readonly<Record<RuleName, string>> = { inside: 'i', token: 't', part: 'p', sentence: 's' };
const rulesByLetter = new Map(ruleNames.map((name) => [ruleLetters[name], name]));

export const characterFeatureNames = [
  'rule',
  'base',
  'category',
  'script',
  'pair',
  'syllable',
  'nextSyllable',
  'syllablePair',
] as const;
export type CharacterFeatureName = (typeof characterFeatureNames)[number];

/** A character with what the rules say of it. */
export interface RuledCharacter {
  /** The character with its marks, or a blank for any white space. */
  readonly text: string;
  readonly rule: RuleName;
}

/** The key of a character. @param context what is beside it: the next character, or syllables; empty for a network that reads neither */
export function keyOfCharacter({ text, rule }: RuledCharacter, context: string): string {
  return ruleLetters[rule] + String.fromCharCode(text.length) + text + context;
}

/** Gives the same string for the same key, whose hash is then known: a new one each time would take as long as the network. */
export class CharacterKeys {
  readonly #keys = new Map<number, string>();
  readonly #readsPairs: boolean;
  readonly #readsSyllables: boolean;

  /** @param features that the network reads */
  constructor(features: readonly CharacterFeatureName[]) {
    this.#readsPairs = features.includes('pair');
    this.#readsSyllables = features.includes('syllable');
  }

  /** The key of the character at `at`. @param limit where the characters end that it may depend on */
  find(characters: readonly RuledCharacter[], at: number, limit: number): string {
    const character = characters[at]!;
    const { text, rule } = character;
    const context = this.#readContext(characters, at, limit);
    if (text.length !== 1 || context.length > 1) return keyOfCharacter(character, context);
    // Room for no character, and for any of 16 bits.
    const place = context === '' ? 0 : context.charCodeAt(0) + 1;
    const number = (place * 0x10000 + text.charCodeAt(0)) * ruleNames.length + ruleNames.indexOf(rule);
    let key = this.#keys.get(number);
    if (key === undefined) {
      key = keyOfCharacter(character, context);
      if (this.#keys.size >= mostKeys) this.#keys.clear();
      this.#keys.set(number, key);
    }
    return key;
  }

  #readContext(characters: readonly RuledCharacter[], at: number, limit: number): string {
    if (this.#readsPairs) return at + 1 < limit ? characters[at + 1]!.text : '';
    return this.#readsSyllables ? readSyllables(characters, at, limit) : '';
  }
}

/** Keys that are remembered, at most. */
const mostKeys = 2 ** 16;

/** What a key says. */
export interface ReadKey extends RuledCharacter {
  readonly context: string;
}

export function readKey(key: string): ReadKey {
  const end = 2 + key.charCodeAt(1);
  return { rule: rulesByLetter.get(key[0]!) ?? 'inside', text: key.slice(2, end), context: key.slice(end) };
}
