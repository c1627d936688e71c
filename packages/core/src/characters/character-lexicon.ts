import type { WordIds, WordReader } from '../lexicon/lexicon';
import { ValueRows } from '../lexicon/value-rows';
import { mergeCounts, type WordCounts } from '../lexicon/word-counts';
import { cleanWord } from '../text/normal-form';
import { categoryNames, findCategory, findScript, scriptNames } from './character-kinds';

/*
 * A character as a network reads it is a string, its key: what the rules of the language say of it, the character, and the one behind
 * it. So all that makes tagging words fast, each distinct word being computed once, makes characters fast, too.
 */

/** What the rules say of a character: nothing ends with it, a token, a part of an orthographic word that goes on (`do|n't`), or a sentence. */
export const ruleNames = ['inside', 'token', 'part', 'sentence'] as const;
export type RuleName = (typeof ruleNames)[number];

const ruleLetters: Readonly<Record<RuleName, string>> = { inside: 'i', token: 't', part: 'p', sentence: 's' };
const rulesByLetter = new Map(ruleNames.map((name) => [ruleLetters[name], name]));

export const characterFeatureNames = ['rule', 'base', 'category', 'script', 'pair'] as const;
export type CharacterFeatureName = (typeof characterFeatureNames)[number];

/** A feature of characters and its values, each a row of the table behind the row for a missing value. */
export interface CharacterFeature {
  readonly name: CharacterFeatureName;
  readonly values: readonly string[];
}

/** All that a model knows of characters. */
export interface CharacterLexiconParts {
  /** The characters that have a row of their own. */
  readonly characters: readonly string[];
  readonly features: readonly CharacterFeature[];
}

/**
 * The key of a character.
 * @param text the character with its marks, or a blank for any white space
 * @param next what comes behind it; empty at the end, and for a network that does not read it
 */
export function keyOfCharacter(text: string, rule: RuleName, next: string): string {
  return ruleLetters[rule] + String.fromCharCode(text.length) + text + next;
}

/** Gives the same string for the same key, whose hash is then known: a new one each time would take as long as the network. */
export class CharacterKeys {
  readonly #keys = new Map<number, string>();

  /** @param readsPairs whether the network reads what comes behind a character */
  constructor(private readonly readsPairs: boolean) {}

  find(text: string, rule: RuleName, following: string): string {
    const next = this.readsPairs ? following : '';
    if (text.length !== 1 || next.length > 1) return keyOfCharacter(text, rule, next);
    // Room for no character, and for any of 16 bits.
    const place = next === '' ? 0 : next.charCodeAt(0) + 1;
    const number = (place * 0x10000 + text.charCodeAt(0)) * ruleNames.length + ruleNames.indexOf(rule);
    let key = this.#keys.get(number);
    if (key === undefined) {
      key = keyOfCharacter(text, rule, next);
      if (this.#keys.size >= mostKeys) this.#keys.clear();
      this.#keys.set(number, key);
    }
    return key;
  }
}

/** Keys that are remembered, at most. */
const mostKeys = 2 ** 16;

interface ReadKey {
  readonly text: string;
  readonly rule: RuleName;
  readonly next: string;
}

function readKey(key: string): ReadKey {
  const end = 2 + key.charCodeAt(1);
  return { rule: rulesByLetter.get(key[0]!) ?? 'inside', text: key.slice(2, end), next: key.slice(end) };
}

const none = new Int32Array();

/** Characters as ids. */
export class CharacterLexicon implements WordReader {
  readonly #characters: ValueRows;
  readonly #features: readonly {
    readonly name: CharacterFeatureName;
    readonly rows: ValueRows;
    readonly offset: number;
  }[];

  /** @throws TaggerError if a character or a value stands there twice. */
  constructor({ characters, features }: CharacterLexiconParts) {
    this.#characters = new ValueRows(characters, 'list of characters');
    let offset = 0;
    this.#features = features.map(({ name, values }) => {
      const feature = { name, rows: new ValueRows(values, `list of values of ${name}`), offset };
      offset += feature.rows.size;
      return feature;
    });
  }

  /** The ids of a key. */
  read(key: string): WordIds {
    const character = readKey(key);
    return {
      word: this.#characters.find(cleanWord(character.text)) ?? 0,
      features: Int32Array.from(
        this.#features,
        ({ name, rows, offset }) => offset + (rows.find(readFeature(name, character)) ?? 0),
      ),
      vector: 0,
      characters: none,
    };
  }
}

function readFeature(name: CharacterFeatureName, { text, rule, next }: ReadKey): string {
  switch (name) {
    case 'rule':
      return rule;
    case 'base':
      return baseOf(text);
    case 'category':
      return findCategory(firstOf(text));
    case 'script':
      return findScript(firstOf(text));
    case 'pair':
      return cleanWord(text).toLowerCase() + cleanWord(next).toLowerCase();
  }
}

/** A character without marks, in lower case. */
function baseOf(text: string): string {
  return firstOf(text.normalize('NFD')).toLowerCase();
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

export interface CharacterListing {
  readonly features: readonly CharacterFeatureName[];
  /** Occurrences that a character and a value need for a row of its own. */
  readonly minimumCount: number;
  /** The same for pairs. */
  readonly minimumPairs: number;
}

/**
 * What a corpus teaches of characters.
 * @param counts of keys
 */
export function listCharacterParts(
  counts: WordCounts,
  { features, minimumCount, minimumPairs }: CharacterListing,
): CharacterLexiconParts {
  const list = (read: (key: ReadKey) => string, minimum: number) =>
    [...mergeCounts(counts, (key) => read(readKey(key)))]
      .filter(([, count]) => count >= minimum)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([value]) => value);
  const valuesOf = (name: CharacterFeatureName): readonly string[] => {
    if (name === 'rule') return ruleNames;
    if (name === 'category') return categoryNames;
    if (name === 'script') return scriptNames;
    return list((key) => readFeature(name, key), name === 'pair' ? minimumPairs : minimumCount);
  };
  return {
    characters: list(({ text }) => cleanWord(text), minimumCount),
    features: features.map((name) => ({ name, values: valuesOf(name) })),
  };
}
