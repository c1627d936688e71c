import type { Random, WordIds } from '@tagger/core';

/** What is read of a word in training. */
export interface TrainingWord extends WordIds {
  /** What would be read of it if its form were unfamiliar; only of words that are rare. */
  readonly unfamiliar?: WordIds | undefined;
}

/** Share of the rare words that are made unfamiliar. */
const unfamiliarShare = 0.3;

/**
 * Makes some rare words unfamiliar, in part or wholly, as words are that hold letters which the corpus lacks. Otherwise the rows for
 * missing features and characters would learn from what is rare in the corpus alone, which are emoji and marks more often than not.
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
      word: unfamiliar.word,
      features: mix(word.features, unfamiliar.features),
      vector: random.uniform() < share ? unfamiliar.vector : word.vector,
      characters: mix(word.characters, unfamiliar.characters),
    };
  });
}
