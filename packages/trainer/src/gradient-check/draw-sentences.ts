import { createRandom } from '@tagger/core/internal';
import type { NetworkConfiguration } from '@tagger/models';
import type { EncodedSentence } from '@tagger/models/internal';

/** More than one, of lengths that differ, so that there is padding. */
const lengths = [5, 3, 2];
/** Fewer words than tokens, so that some occur several times. */
const distinctWords = 6;

/** Sentences of a network's own words with tags of its own, both at random, to check gradients on. */
export function drawSentences(
  { vocabularySize, tagCount }: Pick<NetworkConfiguration, 'vocabularySize' | 'tagCount'>,
  seed: number,
): EncodedSentence[] {
  const random = createRandom(seed, 'sentences');
  const pool = Array.from({ length: distinctWords }, () => random.integer(vocabularySize));
  return lengths.map((length) => ({
    places: Int32Array.from({ length }, () => pool[random.integer(pool.length)]!),
    tags: Int32Array.from({ length }, () => random.integer(tagCount)),
  }));
}
