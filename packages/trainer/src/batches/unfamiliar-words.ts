import type { Lexicon, Random, WordIds } from '@tagger/core/internal';

/** What is read of a word in training. */
export interface TrainingWord extends WordIds {
  /**
   * Its features and characters, with the rows of missing values in the place of its own where the corpus hardly teaches those
   * rows; only of rare words.
   */
  readonly unfamiliar?: Pick<WordIds, 'features' | 'characters'> | undefined;
}

/** Distinct words of the corpus that a row for missing values learns from, at least, to need no other teacher. */
const enoughWords = 100;

/** Share of the rare words that are made unfamiliar. */
const unfamiliarShare = 0.3;

/**
 * Finds the rows for missing values that a corpus hardly teaches. In most corpora these are the rows of letters that are missing as the
 * first or last character: every common letter begins some words, so that only emoji and marks would be without a row.
 *
 * @param words the distinct words of the training corpus
 * @returns what `TrainingWord.unfamiliar` is of a word; undefined where nothing would differ
 */
export function findUnfamiliar(lexicon: Lexicon, words: Iterable<string>) {
  const taught = { features: new Map<number, number>(), characters: new Map<number, number>() };
  for (const word of words) {
    const [own, missing] = [lexicon.read(word), lexicon.readUnfamiliar(word)];
    for (const part of ['features', 'characters'] as const)
      for (const row of new Set(own[part].filter((id, at) => id === missing[part][at])))
        taught[part].set(row, (taught[part].get(row) ?? 0) + 1);
  }
  const replace = (part: keyof typeof taught, own: WordIds, missing: WordIds) =>
    own[part].map((id, at) => {
      const row = missing[part][at]!;
      return (taught[part].get(row) ?? 0) < enoughWords ? row : id;
    });
  return (word: string, own: WordIds): TrainingWord['unfamiliar'] => {
    const missing = lexicon.readUnfamiliar(word);
    const [features, characters] = [replace('features', own, missing), replace('characters', own, missing)];
    const isSame =
      features.every((id, at) => id === own.features[at]) &&
      characters.every((id, at) => id === own.characters[at]);
    return isSame ? undefined : { features, characters };
  };
}

/**
 * Makes some rare words unfamiliar, in part or wholly, as words are that hold letters which the corpus lacks. Otherwise some rows for
 * missing features and characters would learn from what is rare in the corpus alone, which are emoji and marks.
 */
export function drawUnfamiliar(words: readonly TrainingWord[], random: Random): readonly TrainingWord[] {
  if (words.every(({ unfamiliar }) => !unfamiliar)) return words;
  return words.map((word) => {
    const { unfamiliar } = word;
    if (!unfamiliar || random.uniform() >= unfamiliarShare) return word;
    const share = random.uniform();
    const mix = (own: Int32Array, other: Int32Array) =>
      own.map((id, at) => (random.uniform() < share ? other[at]! : id));
    return {
      ...word,
      features: mix(word.features, unfamiliar.features),
      characters: mix(word.characters, unfamiliar.characters),
    };
  });
}
