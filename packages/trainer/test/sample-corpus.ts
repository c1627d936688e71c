import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import type { Corpus } from '../src/data/corpus';

/** A corpus as an array. */
interface SampleCorpus extends Corpus {
  readonly sentences: readonly Sentence[];
}

const nouns = ['dog', 'cat', 'bird', 'fish', 'duck'];
const verbs = ['sees', 'likes', 'hears', 'ducks'];
const adjectives = ['old', 'small', 'happy'];

/** Sentences of a tiny grammar: enough to learn in a second, and nothing of anyone's. */
export function sampleCorpus(count: number, seed: number): SampleCorpus {
  const random = createRandom(seed, 'sample');
  const pick = (words: string[]) => words[random.integer(words.length)]!;
  const phrase = (): [string, string][] => [
    ['the', 'DET'],
    ...(random.uniform() < 0.4 ? [[pick(adjectives), 'ADJ'] as [string, string]] : []),
    [pick(nouns), 'NOUN'],
  ];
  const sentences = Array.from({ length: count }, (_, index): Sentence => {
    const tokens = [...phrase(), [pick(verbs), 'VERB'], ...phrase(), ['.', 'PUNCT']] as [string, string][];
    return { words: tokens.map(([word]) => word), tags: tokens.map(([, tag]) => tag), line: index + 1 };
  });
  return { name: `sample-${seed}.conllu`, sentences };
}
