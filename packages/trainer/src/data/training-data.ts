import { CorpusError, readLabels, type Sentence, TagSet, Vocabulary } from '@tagger/core';
import {
  casedFeatures,
  caselessFeatures,
  cleanWord,
  composeWord,
  countWords,
  hasCase,
  Lexicon,
  type LexiconParts,
  listCharacters,
  listFeatureValues,
  listPlainWords,
} from '@tagger/core/internal';
import type { EncodedSentence } from '@tagger/models/internal';
import { findUnfamiliar, type TrainingWord } from '../batches/unfamiliar-words';
import type { TrainingSettings } from '../settings/settings';
import { listBesideWords, listVectorWords, stackVectors, type WordVectors } from './word-vectors';

/** A corpus in memory, with the name that errors and the model file call it by. */
export interface Corpus {
  readonly name: string;
  readonly sentences: readonly Sentence[];
  /** The files of a corpus that is made of several, in the order of their sentences. */
  readonly files?: readonly CorpusFile[];
}

/** A part of a corpus. */
export interface CorpusFile {
  readonly name: string;
  /** How many of the sentences it has. */
  readonly sentences: number;
}

/** A corpus as the network sees it. */
export interface TrainingData {
  /** All that the model will know of words. */
  readonly lexicon: LexiconParts;
  readonly vocabulary: Vocabulary;
  /** How many words of the vocabulary, the first ones, are there because they occur in the training corpus. */
  readonly trainedWords: number;
  readonly tagSet: TagSet;
  /** What is read of each distinct word of the corpora, by whose place here sentences name it. */
  readonly words: readonly TrainingWord[];
  /** Vectors made elsewhere that stand beside a word's own [N + 1, D]. */
  readonly vectors?: Float32Array | undefined;
  readonly train: readonly EncodedSentence[];
  readonly dev: readonly EncodedSentence[];
}

/** A longer sentence is refused: most often it is a file whose blank lines got lost, and its memory has no bound. */
const maximumSentenceLength = 5000;

/**
 * Builds vocabulary, features and tag set of the training corpus and encodes both corpora.
 * @param caseLanguage as `findCaseLanguage` gives it
 * @throws CorpusError if a corpus has no tags, a sentence has none, or one is too long
 */
export function prepareData(
  train: Corpus,
  dev: Corpus | undefined,
  settings: TrainingSettings,
  vectors?: WordVectors,
  caseLanguage?: string,
): TrainingData {
  checkCorpus(train);
  if (dev) checkCorpus(dev);
  const { sentences } = train;
  const trained = Vocabulary.build(sentences, { minimumCount: settings.minimumCount });
  const all = [...sentences, ...(dev?.sentences ?? [])];
  const lexicon = buildLexicon(trained, sentences, settings, vectors, caseLanguage);
  const vocabulary = Vocabulary.from(lexicon.words, lexicon.lookup);
  const tagSet = TagSet.build(sentences.map((sentence) => ({ tags: readLabels(sentence) })));
  const { words, placesOf } = distinguishWords(all, lexicon, {
    vocabulary,
    counts: countWords(sentences),
    minimumCount: settings.minimumCount,
  });
  const encode = (sentence: Sentence, read: (word: string) => string) => ({
    places: placesOf(sentence.words, read),
    tags: tagSet.encode(readLabels(sentence) ?? []),
  });
  return {
    lexicon,
    vocabulary,
    trainedWords: trained.words.length,
    tagSet,
    words,
    ...(vectors && lexicon.vectorWords && { vectors: stackVectors(lexicon.vectorWords, vectors) }),
    // A word with a soft hyphen is a rare word of its own to a plain network in training, as it was counted; the tagger reads it without.
    train: sentences.map((sentence) => encode(sentence, composeWord)),
    dev: dev ? dev.sentences.map((sentence) => encode(sentence, cleanWord)) : [],
  };
}

function buildLexicon(
  trained: Vocabulary,
  sentences: readonly Sentence[],
  settings: TrainingSettings,
  vectors: WordVectors | undefined,
  caseLanguage: string | undefined,
): LexiconParts {
  const { minimumCount, vectorWords, vectorUse, caseFallback, features, characterSize } = settings;
  const isStart = vectors && vectorUse === 'start';
  const joining = isStart ? listVectorWords(trained, sentences, vectors, vectorWords) : [];
  const names = hasCase(trained.words) ? casedFeatures : caselessFeatures;
  return {
    words: [...trained.words, ...joining],
    lookup: { caseFallback, ...(caseLanguage !== undefined && { caseLanguage }) },
    ...(features && { features: listFeatureValues(names, sentences, minimumCount, caseLanguage) }),
    ...(vectors &&
      !isStart && {
        vectorWords: listBesideWords(sentences, vectors, vectorWords, caseLanguage),
      }),
    ...(characterSize > 0 && { characters: listCharacters(sentences, minimumCount) }),
  };
}

interface WordKnowledge {
  readonly vocabulary: Vocabulary;
  readonly counts: ReadonlyMap<string, number>;
  readonly minimumCount: number;
}

/**
 * The distinct words of the corpora, as far as the lexicon tells them apart: by their ids where that is all that is read of
 * them, and otherwise by themselves.
 *
 * @param counts of the words of the training corpus: those that are rare are sometimes taken for unfamiliar ones
 */
function distinguishWords(
  sentences: readonly Sentence[],
  parts: LexiconParts,
  { vocabulary, counts, minimumCount }: WordKnowledge,
) {
  if (!parts.features && !parts.characters && !parts.vectorWords)
    return {
      words: listPlainWords(vocabulary.size),
      placesOf: (words: readonly string[], read: (word: string) => string) =>
        vocabulary.encode(words.map((word) => read(word))),
    };
  const lexicon = new Lexicon(parts);
  const places = new Map<string, number>();
  for (const { words } of sentences)
    for (const word of words) if (!places.has(word)) places.set(word, places.size);
  const readUnfamiliar = findUnfamiliar(lexicon, counts.keys());
  // A tagger meets words that it was not taught: those that occur at most as often as words that are left out are of their sort.
  const isRare = (word: string) => (counts.get(cleanWord(word)) ?? Number.POSITIVE_INFINITY) <= minimumCount;
  const readWord = (word: string): TrainingWord => {
    const ids = lexicon.read(word);
    const unfamiliar = isRare(word) ? readUnfamiliar(word, ids) : undefined;
    return unfamiliar ? { ...ids, unfamiliar } : ids;
  };
  return {
    words: Array.from(places.keys(), readWord),
    placesOf: (words: readonly string[]) => Int32Array.from(words, (word) => places.get(word)!),
  };
}

/**
 * Checks what training needs of a corpus, before what takes long.
 * @throws CorpusError if it has no tags, a sentence has none, or one is too long
 */
export function checkCorpus({
  name,
  sentences,
  files = [{ name, sentences: sentences.length }],
}: Corpus): void {
  let start = 0;
  for (const file of files) {
    checkFile(file.name, sentences.slice(start, start + file.sentences));
    start += file.sentences;
  }
}

function checkFile(name: string, sentences: readonly Sentence[]): void {
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
