import { type LookupOptions, Vocabulary } from '../vocabulary';
import { type FeatureName, readFeature } from './word-features';

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

/** A feature and its values, each a row of the table; a value that is missing takes the row in front of them. */
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

/** Characters of a word that are read, at each end. */
const readCharacters = 20;

/** Words as ids: of the vocabulary, of their features and of their characters. */
export class Lexicon {
  readonly vocabulary: Vocabulary;
  readonly #features: readonly {
    readonly name: FeatureName;
    readonly values: Vocabulary;
    readonly offset: number;
  }[];
  readonly #vectors: Vocabulary | undefined;
  readonly #characters: Vocabulary | undefined;

  /** @throws {TaggerError} if a word, a value or a character stands there twice. */
  constructor({ words, lookup, features = [], vectorWords, characters }: LexiconParts) {
    this.vocabulary = Vocabulary.from(words, lookup);
    let offset = 0;
    this.#features = features.map(({ name, values }) => {
      const feature = { name, values: Vocabulary.from(values), offset };
      offset += feature.values.size;
      return feature;
    });
    this.#vectors = vectorWords && Vocabulary.from(vectorWords, { caseFallback: true });
    this.#characters = characters && Vocabulary.from(characters);
  }

  /** The ids of a word and of all that is known of it. */
  read(word: string): WordIds {
    return {
      word: this.vocabulary.id(word),
      features: Int32Array.from(
        this.#features,
        ({ name, values, offset }) => offset + values.id(readFeature(name, word)),
      ),
      vector: this.#vectors?.id(word) ?? 0,
      characters: this.#characters ? this.#characters.encode(cut([...word])) : new Int32Array(),
    };
  }
}

/**
 * The values of features that occur often enough in a corpus, the most frequent first.
 * @param minimumCount tokens
 */
export function listFeatureValues(
  names: readonly FeatureName[],
  sentences: readonly { readonly words: readonly string[] }[],
  minimumCount: number,
): FeatureValues[] {
  const counts = new Map<string, number>();
  for (const { words } of sentences) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return names.map((name) => {
    const valueCounts = new Map<string, number>();
    for (const [word, count] of counts) {
      const value = readFeature(name, word);
      valueCounts.set(value, (valueCounts.get(value) ?? 0) + count);
    }
    const kept = [...valueCounts].filter(([, count]) => count >= minimumCount);
    return { name, values: kept.sort(([, a], [, b]) => b - a).map(([value]) => value) };
  });
}

/** The characters that occur often enough in a corpus, the most frequent first. */
export function listCharacters(
  sentences: readonly { readonly words: readonly string[] }[],
  minimumCount: number,
): readonly string[] {
  const words = sentences.map(({ words }) => ({ words: words.flatMap((word) => [...word]) }));
  return Vocabulary.build(words, { minimumCount }).words;
}

function cut(characters: readonly string[]): readonly string[] {
  if (characters.length <= 2 * readCharacters) return characters;
  return [...characters.slice(0, readCharacters), ...characters.slice(-readCharacters)];
}
