import type { WordIds, WordReader } from '../lexicon/lexicon';
import { ValueRows } from '../lexicon/value-rows';
import { mergeCounts, type WordCounts } from '../lexicon/word-counts';
import { cleanWord } from '../text/normal-form';
import { type CharacterFeatureName, type ReadKey, readKey, ruleNames } from './character-keys';
import { categoryNames, findCategory, findScript, scriptNames } from './character-kinds';

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

function readFeature(name: CharacterFeatureName, { text, rule, context }: ReadKey): string {
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
      return cleanWord(text).toLowerCase() + cleanWord(context).toLowerCase();
    case 'syllable':
      return cleanWord(context.slice(0, context.indexOf(' '))).toLowerCase();
    case 'nextSyllable':
      return cleanWord(context.slice(context.indexOf(' ') + 1)).toLowerCase();
    case 'syllablePair':
      return cleanWord(context).toLowerCase();
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
  /** The same for pairs of characters and of syllables. */
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
    const isPair = name === 'pair' || name === 'syllablePair';
    return list((key) => readFeature(name, key), isPair ? minimumPairs : minimumCount);
  };
  return {
    characters: list(({ text }) => cleanWord(text), minimumCount),
    features: features.map((name) => ({ name, values: valuesOf(name) })),
  };
}
