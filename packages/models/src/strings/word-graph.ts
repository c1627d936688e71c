import type { ModelDescription } from '../model-file/model-description';
import { CaseGraph, numberWords } from './case-graph';
import { buildCharacters } from './character-graph';
import { plainLetters } from './character-maps';
import { buildFeatures } from './feature-graph';
import { Letters, type TextOps } from './text-ops';
import { findKinds } from './word-kind-graph';

/**
 * What a network reads of words, as a `Lexicon` gives it: the inputs of a model file for one sentence of R words.
 * @param words_R strings that are in NFC and without invisible characters, at least one of them not empty
 * @returns values by the names of the inputs [1, R, …]
 */
export function buildWordInputs(
  ops: TextOps,
  description: Pick<ModelDescription, 'words' | 'lookup' | 'features' | 'vectorWords' | 'characters'>,
  words_R: string,
): Readonly<Record<string, string>> {
  const { words, lookup, features, vectorWords, characters } = description;
  const { caseLanguage } = lookup;
  const letters = Letters.of(ops, words_R);
  const vocabularies = new CaseGraph(ops, words_R, letters, caseLanguage);
  const inputs: Record<string, string> = {
    words: vocabularies.find(numberWords(words), lookup.caseFallback),
  };
  if (features) {
    const similar = letters.rewrite(plainLetters());
    const kinds = findKinds(ops, words_R);
    inputs.featureIds = buildFeatures(ops, features, { words: words_R, similar, kinds }, caseLanguage);
  }
  if (vectorWords) inputs.vectorIds = vocabularies.find(numberWords(vectorWords), true);
  if (characters) {
    const { ids, counts } = buildCharacters(ops, characters, letters);
    Object.assign(inputs, { characterIds: ids, characterCounts: counts });
  }
  const first = ops.graph.integers(0);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, ops.graph.node('Unsqueeze', [value, first])]),
  );
}
