import { requireStrings } from '../arguments/check-arguments';
import { requireWholeNumber } from '../arguments/require-whole-number';
import { countWords, mergeCounts, type WordCounts } from '../lexicon/word-counts';
import { caseForms } from '../text/case-forms';
import { composeWord } from '../text/normal-form';
import { PackedStrings } from './packed-strings';
import { indexStrings } from './vocabulary-index';

export interface VocabularyOptions {
  /** Words that occur less often in the corpus are left out; at least 1, by default 2. */
  readonly minimumCount?: number | undefined;
  /** Keeps the so many most frequent words, the unknown word not counted; by default all. */
  readonly limit?: number | undefined;
}

export interface LookupOptions {
  /**
   * A word that is missing takes the id of its form in lower case, or else with a capital in front: `PARIS` that of
   * `paris` or of `Paris`. By default it is unknown.
   */
  readonly caseFallback?: boolean | undefined;
  /** The language whose rules of case apply, as `findCaseLanguage` gives it; by default Unicode's common ones. */
  readonly caseLanguage?: string | undefined;
}

/** The words a model knows, each with an id; every other word is the unknown word. A word is known in all its Unicode normal forms. */
export class Vocabulary {
  /** The id of the unknown word. */
  static readonly unknown = 0;

  readonly #words: readonly string[] | PackedStrings;
  readonly #ids: Pick<ReadonlyMap<string, number>, 'get'>;
  /** The ids of words by their composed forms, which are not there themselves. */
  readonly #composed = new Map<string, number>();

  private constructor(
    words: readonly string[] | PackedStrings,
    private readonly lookup: LookupOptions,
  ) {
    this.#words = words;
    this.#ids =
      words instanceof PackedStrings ? words : indexStrings(words, Vocabulary.unknown + 1, 'vocabulary');
    // Of words that differ by their normal form alone the composed one counts, or else the first.
    for (const index of words instanceof PackedStrings ? words.placesBeyondAscii() : words.keys()) {
      const word = words.at(index)!;
      const composed = composeWord(word);
      if (composed !== word && this.#find(composed) === undefined)
        this.#composed.set(composed, Vocabulary.unknown + 1 + index);
    }
  }

  /**
   * Counts the words of a corpus, in NFC. The most frequent word has id 1; of equally frequent words the first to
   * appear comes first.
   *
   * @throws SettingsError if an option is out of its range.
   */
  static build(
    sentences: Iterable<{ readonly words: readonly string[] }>,
    options: VocabularyOptions = {},
  ): Vocabulary {
    return Vocabulary.fromCounts(countWords(sentences), options);
  }

  /**
   * The vocabulary that `build` makes of a corpus with these counts.
   *
   * @throws SettingsError if an option is out of its range.
   */
  static fromCounts(counts: WordCounts, { minimumCount = 2, limit }: VocabularyOptions = {}): Vocabulary {
    requireWholeNumber('minimumCount', minimumCount);
    if (limit !== undefined) requireWholeNumber('limit', limit);
    const kept = [...mergeCounts(counts, composeWord)].filter(([, count]) => count >= minimumCount);
    // The sort is stable: ties keep the order of the map, which is that of appearance.
    kept.sort(([, a], [, b]) => b - a);
    return new Vocabulary(
      kept.slice(0, limit).map(([word]) => word),
      {},
    );
  }

  /**
   * The vocabulary with exactly these words (see `words`).
   *
   * @throws ArgumentError if the words are not an array of strings.
   * @throws TaggerError if a word stands there twice.
   */
  static from(words: readonly string[], lookup: LookupOptions = {}): Vocabulary {
    requireStrings('words', words);
    return new Vocabulary([...words], lookup);
  }

  /** The vocabulary with exactly these words, which are packed. */
  static packed(words: PackedStrings, lookup: LookupOptions = {}): Vocabulary {
    return new Vocabulary(words, lookup);
  }

  /** The words in the order of their ids, without the unknown word: `words[id - 1]`. */
  get words(): readonly string[] {
    return this.#words instanceof PackedStrings ? this.#words.unpack() : this.#words;
  }

  /** Number of ids, with the unknown word's: ids are in [0, size). */
  get size(): number {
    return this.#words.length + 1;
  }

  /** Returns the id of a word; 0, the unknown word, if it is missing. */
  id(word: string): number {
    const { caseFallback, caseLanguage } = this.lookup;
    const composed = composeWord(word);
    const id = this.#find(composed);
    if (id !== undefined) return id;
    for (const form of caseFallback ? caseForms(composed, caseLanguage) : []) {
      const other = this.#find(form);
      if (other !== undefined) return other;
    }
    return Vocabulary.unknown;
  }

  /** Whether the word itself is there, in one of its normal forms. */
  has(word: string): boolean {
    return this.#find(composeWord(word)) !== undefined;
  }

  #find(composed: string): number | undefined {
    return this.#ids.get(composed) ?? this.#composed.get(composed);
  }

  /** The ids of a sentence's words. */
  encode(words: readonly string[]): Int32Array {
    return Int32Array.from(words, (word) => this.id(word));
  }
}
