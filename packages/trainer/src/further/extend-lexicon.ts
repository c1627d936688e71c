import { Vocabulary } from '@tagger/core';
import { type LexiconParts, listCharacters, listFeatureValues, type WordCounts } from '@tagger/core/internal';
import type { ModelDescription } from '@tagger/models';

/**
 * What a model knows of words, and what a further corpus adds: words, values of features and characters that occur often enough. New words follow
 * those that a training corpus taught, and are in front of those that only word vectors have.
 */
export function extendLexicon(
  { words, lookup, features, vectorWords, characters }: ModelDescription,
  counts: WordCounts,
  minimumCount: number,
): { readonly lexicon: LexiconParts; readonly trainedWords: number } {
  const { trainedWords, caseFallback, caseLanguage } = lookup;
  const known = Vocabulary.from(words);
  const added = Vocabulary.fromCounts(counts, { minimumCount }).words.filter((word) => !known.has(word));
  const lexicon = {
    words: [...words.slice(0, trainedWords), ...added, ...words.slice(trainedWords)],
    lookup: { caseFallback, ...(caseLanguage !== undefined && { caseLanguage }) },
    ...(features && {
      features: features.map(({ name, values }) => {
        const [own] = listFeatureValues([name], counts, minimumCount, caseLanguage);
        return { name, values: append(values, own!.values) };
      }),
    }),
    ...(vectorWords && { vectorWords }),
    ...(characters && { characters: append(characters, listCharacters(counts, minimumCount)) }),
  };
  return { lexicon, trainedWords: trainedWords + added.length };
}

/** The values, and behind them new ones; names of kinds, which begin with U+0000, are those of the model. */
function append(values: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(values);
  return [...values, ...others.filter((value) => !known.has(value) && !value.startsWith('\0'))];
}
