import { CorpusError, type EncodedSentence, type Sentence, TagSet, Vocabulary } from '@tagger/core';
import type { TrainingSettings } from './settings';
import { listVectorWords, type WordVectors } from './word-vectors';

/** A corpus in memory, with the name that errors and the model file call it by. */
export interface Corpus {
  readonly name: string;
  readonly sentences: readonly Sentence[];
}

/** A corpus as the network sees it. */
export interface TrainingData {
  readonly vocabulary: Vocabulary;
  /** How many words of the vocabulary, the first ones, are there because they occur in the training corpus. */
  readonly trainedWords: number;
  readonly tagSet: TagSet;
  readonly train: readonly EncodedSentence[];
  readonly dev: readonly EncodedSentence[];
}

/** A longer sentence is refused: most often it is a file whose blank lines got lost, and its memory has no bound. */
const maximumSentenceLength = 5000;

/**
 * Builds vocabulary and tag set of the training corpus and encodes both corpora.
 * @throws CorpusError if a corpus has no tags, a sentence has none, or one is too long
 */
export function prepareData(
  train: Corpus,
  dev: Corpus | undefined,
  settings: TrainingSettings,
  vectors?: WordVectors,
): TrainingData {
  checkCorpus(train);
  if (dev) checkCorpus(dev);
  const { minimumCount, vectorWords, caseFallback } = settings;
  const trained = Vocabulary.build(train.sentences, { minimumCount });
  const joining = vectors ? listVectorWords(trained, train.sentences, vectors, vectorWords) : [];
  const vocabulary = Vocabulary.from([...trained.words, ...joining], { caseFallback });
  const tagSet = TagSet.build(train.sentences);
  const encode = ({ words, tags }: Sentence) => ({
    words: vocabulary.encode(words),
    tags: tagSet.encode(tags ?? []),
  });
  return {
    vocabulary,
    trainedWords: trained.words.length,
    tagSet,
    train: train.sentences.map(encode),
    dev: dev ? dev.sentences.map(encode) : [],
  };
}

function checkCorpus({ name, sentences }: Corpus): void {
  const fail = (problem: string, line: number | undefined, hint: string): never => {
    throw new CorpusError(problem, { location: { file: name, line }, hint });
  };
  if (!sentences.some(({ tags }) => tags))
    fail('no tags in the chosen column', undefined, 'choose another with --column');
  for (const { words, tags, line } of sentences) {
    if (!tags) fail('a sentence without tags', line, 'tag it, or leave it out');
    if (words.length > maximumSentenceLength)
      fail(
        `a sentence of ${words.length} words; the limit is ${maximumSentenceLength}`,
        line,
        'is a blank line between sentences missing?',
      );
  }
}
