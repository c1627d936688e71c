import { cleanWord, removeAccents } from '../text/normal-form';
import { PackedStrings } from '../vocabulary/packed-strings';
import { type LookupOptions, Vocabulary } from '../vocabulary/vocabulary';
import { ValueRows } from './value-rows';
import { mergeCounts, type WordCounts } from './word-counts';
import { type FeatureName, openWord, readFeature } from './word-features';
import { findKindName, kindNames } from './word-kinds';

/** What a network reads of a word, as ids. */
export interface WordIds {
  /** In the vocabulary. */
  readonly word: number;
  /** [F] A row of the table of all features. */
  readonly features: Int32Array;
  /** Among the words that have a vector made elsewhere; 0 if it has none. */
  readonly vector: number;
  /** Its characters, of a long word those at both ends. */
  readonly characters: Int32Array;
}

/** What turns words into ids. */
export interface WordReader {
  read(word: string): WordIds;
}

/** Words of which nothing but the id in the vocabulary is read, one for each id below `size`. */
export function listPlainWords(size: number): WordIds[] {
  const none = new Int32Array();
  return Array.from({ length: size }, (_, word) => ({ word, features: none, vector: 0, characters: none }));
}

/**
 * A feature and its values, each a row of the table. A value that is missing takes that of the word's kind, which is among them, or else
 * the row in front of them.
 */
export interface FeatureValues {
  readonly name: FeatureName;
  readonly values: readonly string[];
}

/** All that a model knows of words. */
export interface LexiconParts {
  readonly words: readonly string[];
  readonly lookup?: LookupOptions | undefined;
  readonly features?: readonly FeatureValues[] | undefined;
  /** Words that have a vector made elsewhere. */
  readonly vectorWords?: readonly string[] | undefined;
  readonly characters?: readonly string[] | undefined;
}

/** The same as a model file has it. */
export interface PackedLexiconParts extends Omit<LexiconParts, 'vectorWords'> {
  readonly vectorWords?: readonly string[] | PackedStrings | undefined;
}

/** Characters of a word that are read, at each end. */
export const longestRead = 20;

/** Words as ids: of the vocabulary, of their features and of their characters. */
export class Lexicon implements WordReader {
  readonly vocabulary: Vocabulary;
  readonly #features: readonly {
    readonly name: FeatureName;
    readonly rows: ValueRows;
    readonly offset: number;
  }[];
  readonly #vectors: Vocabulary | undefined;
  readonly #characters: ValueRows | undefined;
  readonly #caseLanguage: string | undefined;

  /** @throws TaggerError if a word, a value or a character stands there twice. */
  constructor({ words, lookup, features = [], vectorWords, characters }: PackedLexiconParts) {
    this.vocabulary = Vocabulary.from(words, lookup);
    this.#caseLanguage = lookup?.caseLanguage;
    let offset = 0;
    this.#features = features.map(({ name, values }) => {
      const feature = { name, rows: new ValueRows(values, `list of values of ${name}`), offset };
      offset += feature.rows.size;
      return feature;
    });
    this.#vectors =
      vectorWords &&
      createVectorVocabulary(vectorWords, { caseFallback: true, caseLanguage: this.#caseLanguage });
    this.#characters = characters && new ValueRows(characters, 'list of characters');
  }

  /** The ids of a word and of all that is known of it. */
  read(word: string): WordIds {
    const clean = cleanWord(word);
    const kindName = findKindName(clean);
    const plain = removeAccents(clean);
    // A letter alone is another word without its accent: à is no a.
    const similar = plain !== undefined && plain.length > 1 ? plain : undefined;
    const own = openWord(clean, this.#caseLanguage);
    const other = similar === undefined ? undefined : openWord(similar, this.#caseLanguage);
    const findRow = (name: FeatureName, rows: ValueRows) =>
      rows.find(own(name)) ??
      (other && rows.hasKinds ? rows.find(other(name)) : undefined) ??
      rows.findMissing(kindName);
    return {
      word: this.vocabulary.id(clean),
      features: Int32Array.from(this.#features, ({ name, rows, offset }) => offset + findRow(name, rows)),
      vector: this.#vectors?.id(clean) ?? 0,
      characters: this.#readCharacters(clean, (rows, character, kind) => {
        const base = rows.hasKinds ? removeAccents(character) : undefined;
        const own = rows.find(character) ?? (base === undefined ? undefined : rows.find(base));
        return own ?? rows.findMissing(kind);
      }),
    };
  }

  /** What `read` would give if nothing but the kind of the word and of its characters were known of it. */
  readUnfamiliar(word: string): WordIds {
    const clean = cleanWord(word);
    const kindName = findKindName(clean);
    return {
      word: Vocabulary.unknown,
      features: Int32Array.from(this.#features, ({ rows, offset }) => offset + rows.findMissing(kindName)),
      vector: Vocabulary.unknown,
      characters: this.#readCharacters(clean, (rows, _, kind) => rows.findMissing(kind)),
    };
  }

  #readCharacters(
    word: string,
    read: (rows: ValueRows, character: string, kindName: string | undefined) => number,
  ): Int32Array {
    const rows = this.#characters;
    if (!rows) return new Int32Array();
    return Int32Array.from(cut([...word]), (character) => read(rows, character, findKindName(character)));
  }
}

function createVectorVocabulary(words: readonly string[] | PackedStrings, lookup: LookupOptions): Vocabulary {
  return words instanceof PackedStrings ? Vocabulary.packed(words, lookup) : Vocabulary.from(words, lookup);
}

/**
 * The values of features that occur often enough in a corpus, the most frequent first, and behind them the kinds of words, of which
 * each has a row for missing values.
 * @param counts of the words of the corpus
 * @param minimumCount tokens
 * @param caseLanguage as `findCaseLanguage` gives it
 */
export function listFeatureValues(
  names: readonly FeatureName[],
  counts: WordCounts,
  minimumCount: number,
  caseLanguage?: string,
): FeatureValues[] {
  const words = mergeCounts(counts, cleanWord);
  return names.map((name) => {
    const valueCounts = mergeCounts(words, (word) => readFeature(name, word, caseLanguage));
    return { name, values: listFrequent(valueCounts, minimumCount) };
  });
}

/**
 * The characters that occur often enough in a corpus, the most frequent first, and behind them the kinds of characters, of which each has
 * a row for missing ones.
 * @param counts of the words of the corpus
 */
export function listCharacters(counts: WordCounts, minimumCount: number): readonly string[] {
  const characters = new Map<string, number>();
  for (const [word, count] of mergeCounts(counts, cleanWord))
    for (const character of word) characters.set(character, (characters.get(character) ?? 0) + count);
  return listFrequent(characters, minimumCount);
}

function listFrequent(counts: WordCounts, minimumCount: number): string[] {
  const kept = [...counts].filter(([value, count]) => count >= minimumCount && !kindNames.includes(value));
  return [...kept.sort(([, a], [, b]) => b - a).map(([value]) => value), ...kindNames];
}

function cut(characters: readonly string[]): readonly string[] {
  if (characters.length <= 2 * longestRead) return characters;
  return [...characters.slice(0, longestRead), ...characters.slice(-longestRead)];
}
