import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import type { TrainOptions } from '@tagger/trainer';

/** Length of the word vectors of the networks that have some. */
const vectorSize = 32;

/** Vectors of all words, which take as long as learnt ones. */
export function drawVectors(sentences: readonly Sentence[]): NonNullable<TrainOptions['vectors']> {
  const words = [...new Set(sentences.flatMap((sentence) => sentence.words))];
  const random = createRandom(1, 'vectors');
  const vector = () => Float32Array.from({ length: vectorSize }, () => random.uniform() - 0.5);
  const vectors = new Map(words.map((word) => [word, vector()]));
  return { source: 'random', vectors: { words, dimension: vectorSize, get: (word) => vectors.get(word) } };
}
