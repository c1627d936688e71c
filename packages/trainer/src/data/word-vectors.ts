import type { Vocabulary } from '@tagger/core';
import { caseForms, cleanWord, composeWord } from '@tagger/core/internal';

/** Vectors of words that were made elsewhere, for E to start from; `Vectors` of @tagger/embeddings is one. */
export interface WordVectors {
  /** In the order in which they join the vocabulary: the most frequent first. */
  readonly words: readonly string[];
  /** D */
  readonly dimension: number;
  /** [D], or nothing if the word has none. */
  get(word: string): Float32Array | undefined;
}

/**
 * Standard deviation of the numbers of all vectors that E starts from. Files differ much in this, and plain SGD learns
 * well only with some of it.
 */
const targetDeviation = 0.2;

/** Vectors by their words in NFC, as a vocabulary knows words; of two that are one then the first counts. */
export function composeVectors(vectors: WordVectors): WordVectors {
  if (vectors.words.every((word) => composeWord(word) === word)) return vectors;
  const sources = new Map<string, string>();
  for (const word of vectors.words) {
    const composed = composeWord(word);
    if (!sources.has(composed)) sources.set(composed, word);
  }
  return {
    words: [...sources.keys()],
    dimension: vectors.dimension,
    get: (word) => vectors.get(sources.get(word) ?? word),
  };
}

/**
 * All forms under which words may be found among vectors, in NFC.
 * @param caseLanguage as `findCaseLanguage` of @tagger/core gives it
 */
export function listVectorForms(words: Iterable<string>, caseLanguage?: string): Set<string> {
  const forms = new Set<string>();
  for (const word of words)
    for (const own of [composeWord(word), cleanWord(word)])
      for (const form of [own, ...caseForms(own, caseLanguage)]) forms.add(form);
  return forms;
}

/**
 * The words that a vocabulary gains by their vectors: those of the corpus that are too rare to be in it, and then those
 * that the corpus lacks.
 *
 * @param words of the training corpus
 * @param limit how many words that the corpus lacks may join
 */
export function listVectorWords(
  vocabulary: Vocabulary,
  words: Iterable<string>,
  vectors: WordVectors,
  limit: number,
): string[] {
  const corpusWords = new Set(Array.from(words, composeWord));
  const others = vectors.words.filter((word) => !vocabulary.has(word));
  const rare = others.filter((word) => corpusWords.has(word));
  const missing = others.filter((word) => !corpusWords.has(word)).slice(0, limit);
  return [...rare, ...missing];
}

/**
 * The words whose vectors stand beside a word's own: those of the training corpus, and so many others. Sorted, they take less of a file that
 * is sent packed.
 * @param words of the training corpus
 * @param limit how many words that the corpus lacks are kept
 * @param caseLanguage as `findCaseLanguage` of @tagger/core gives it
 */
export function listBesideWords(
  words: Iterable<string>,
  vectors: WordVectors,
  limit: number,
  caseLanguage?: string,
): string[] {
  const corpusWords = listVectorForms(words, caseLanguage);
  const others = vectors.words.filter((word) => !corpusWords.has(word)).slice(0, limit);
  return [...vectors.words.filter((word) => corpusWords.has(word)), ...others].sort();
}

/** The vectors of these words, all scaled alike, below the zeros of a word that has none [N + 1, D]. */
export function stackVectors(words: readonly string[], vectors: WordVectors): Float32Array {
  const D = vectors.dimension;
  const table = new Float32Array((words.length + 1) * D);
  for (const [index, word] of words.entries()) table.set(vectors.get(word)!, (index + 1) * D);
  const scale = findScale(
    table.reduce((sum, value) => sum + value * value, 0),
    words.length * D,
  );
  return table.map((value) => value * scale);
}

/**
 * Writes the vector of each word that has one, or whose other case has one, into E, all scaled alike.
 *
 * @param embedding [|V|, D]
 * @param caseLanguage as `findCaseLanguage` of @tagger/core gives it
 * @returns [|V|] 1 where a row was written
 */
export function placeVectors(
  embedding: Float32Array,
  vocabulary: Vocabulary,
  vectors: WordVectors,
  caseLanguage?: string,
): Uint8Array {
  const D = vectors.dimension;
  const placed = new Uint8Array(vocabulary.size);
  let squares = 0;
  for (const [index, word] of vocabulary.words.entries()) {
    const vector = [word, ...caseForms(word, caseLanguage)]
      .map((form) => vectors.get(form))
      .find((found) => found);
    if (!vector) continue;
    const id = index + 1;
    embedding.set(vector, id * D);
    placed[id] = 1;
    squares += vector.reduce((sum, value) => sum + value * value, 0);
  }
  const count = placed.reduce((sum, isPlaced) => sum + isPlaced, 0);
  const scale = findScale(squares, count * D);
  for (const [id, isPlaced] of placed.entries())
    if (isPlaced) for (let at = id * D; at < (id + 1) * D; at++) embedding[at]! *= scale;
  return placed;
}

function findScale(squares: number, count: number): number {
  return squares > 0 ? targetDeviation / Math.sqrt(squares / count) : 1;
}
