import { SettingsError, TagSet, Vocabulary } from '@tagger/core';
import {
  type CompactSentences,
  casedFeatures,
  caselessFeatures,
  cleanWord,
  composeWord,
  hasCase,
  Lexicon,
  type LexiconParts,
  listCharacters,
  listFeatureValues,
  listPlainWords,
  mergeCounts,
  type WordCounts,
} from '@tagger/core/internal';
import type { OpenTags } from '@tagger/models/internal';
import { findUnfamiliar, type TrainingWord } from '../batches/unfamiliar-words';
import { extendLexicon } from '../further/extend-lexicon';
import type { StartModel } from '../further/start-model';
import type { TrainingSettings } from '../settings/settings';
import type { CompactCorpus } from './corpus';
import { type EncodedColumn, EncodedCorpus } from './encoded-corpus';
import { listBesideWords, listVectorWords, stackVectors, type WordVectors } from './word-vectors';

/** A further column, as an output learns it. */
export interface LabelColumn {
  readonly name: string;
  readonly tagSet: TagSet;
  /** Learnt for what it teaches the layers below, and no part of the model. */
  readonly isAuxiliary: boolean;
}

/** Training and dev corpus as the network sees them. */
export interface TrainingData {
  /** All that the model will know of words. */
  readonly lexicon: LexiconParts;
  readonly vocabulary: Vocabulary;
  /** How many words of the vocabulary, the first ones, are there because they occur in the training corpus. */
  readonly trainedWords: number;
  readonly tagSet: TagSet;
  /** Further columns that the network learns, each by an output of its own. */
  readonly otherColumns: readonly LabelColumn[];
  /** Absent where the training corpus has no open steps. */
  readonly openTags?: OpenTags | undefined;
  /** What is read of each distinct word of the corpora, by whose place here sentences name it. */
  readonly words: readonly TrainingWord[];
  /** Vectors made elsewhere that stand beside a word's own [N + 1, D]. */
  readonly vectors?: Float32Array | undefined;
  readonly train: EncodedCorpus;
  readonly dev: EncodedCorpus | undefined;
}

/** What the corpora are not alone in deciding. */
export interface DataOptions {
  readonly vectors?: WordVectors | undefined;
  /** As `findCaseLanguage` gives it. */
  readonly caseLanguage?: string | undefined;
  /** The model that training goes on from, whose words and tags stay in their places. */
  readonly start?: StartModel | undefined;
  /** The names of the auxiliary columns. */
  readonly auxiliary?: readonly string[] | undefined;
}

/** Builds vocabulary, features and tag set of the training corpus and encodes both corpora. */
export function prepareData(
  train: CompactCorpus,
  dev: CompactCorpus | undefined,
  settings: TrainingSettings,
  { vectors, caseLanguage, start, auxiliary }: DataOptions = {},
): TrainingData {
  const { minimumCount } = settings;
  const counts = train.sentences.countWords();
  const { lexicon, trainedWords } = start
    ? extendLexicon(start.description, counts, minimumCount)
    : buildLexicon(counts, settings, vectors, caseLanguage);
  const vocabulary = Vocabulary.from(lexicon.words, lexicon.lookup);
  const tagSet = TagSet.extend(start?.description.tags ?? [], train.sentences.tags);
  const otherColumns = listColumns(train.sentences, start, auxiliary);
  const corpusWords = new Set([...train.sentences.words, ...(dev?.sentences.words ?? [])]);
  const { words, placesOf } = distinguishWords(corpusWords, lexicon, {
    vocabulary,
    counts: mergeCounts(counts, cleanWord),
    minimumCount,
  });
  const openTags = listOpenTags(train, tagSet);
  const encode = ({ sentences, rehearsal }: CompactCorpus, read: (word: string) => string, hasAll: boolean) =>
    new EncodedCorpus(
      sentences,
      placesOf(sentences.words, read),
      tagSet.encode(sentences.tags),
      encodeColumns(sentences, otherColumns, hasAll),
      rehearsal && { ...rehearsal, open: openTags && tagSet.id('O') },
    );
  return {
    lexicon,
    vocabulary,
    trainedWords,
    tagSet,
    otherColumns,
    ...(openTags && { openTags }),
    words,
    ...(start?.parameters.vectors && { vectors: start.parameters.vectors }),
    ...(vectors && lexicon.vectorWords && { vectors: stackVectors(lexicon.vectorWords, vectors) }),
    // A word with a soft hyphen is a rare word of its own to a plain network in training, as it was counted; the tagger reads it without.
    train: encode(train, composeWord, true),
    dev: dev && encode(dev, cleanWord, false),
  };
}

/** The further columns of the model that training goes on from, in their order, and those of the corpus. */
function listColumns(
  { columns }: CompactSentences,
  start: StartModel | undefined,
  auxiliary: readonly string[] = [],
): LabelColumn[] {
  const { network, otherTags = [] } = start?.description ?? {};
  const own = (network?.otherOutputs ?? []).map(({ name }, index) => ({ name, tags: otherTags[index]! }));
  const valuesOf = (name: string) => columns.find((column) => column.name === name)?.values ?? [];
  const added = columns.filter(
    ({ name, values }) => values.length > 0 && !own.some((other) => other.name === name),
  );
  const foreign = auxiliary.find((name) => !added.some((column) => column.name === name));
  if (foreign !== undefined)
    throw new SettingsError(
      own.some(({ name }) => name === foreign)
        ? `${start!.name} gives the column ${foreign}, which can be auxiliary no more`
        : `the training corpus has no labels in the auxiliary column ${foreign}`,
    );
  return [
    ...own.map(({ name, tags }) => ({
      name,
      tagSet: TagSet.extend(tags, valuesOf(name)),
      isAuxiliary: false,
    })),
    ...added.map(({ name, values }) => ({
      name: checkName(name),
      tagSet: TagSet.from(values),
      isAuxiliary: auxiliary.includes(name),
    })),
  ];
}

/** The tags that a word with `O` may have in a rehearsed sentence. */
function listOpenTags({ rehearsal }: CompactCorpus, tagSet: TagSet): OpenTags | undefined {
  if (!rehearsal || rehearsal.missingTags.size === 0) return undefined;
  const { missingTags, missingWeight } = rehearsal;
  const weights = [...missingTags].map((tag) => [tagSet.id(tag)!, missingWeight] as const);
  return new Map([[tagSet.id('O')!, 1], ...weights]);
}

/** A model file calls its first output `tags`. */
function checkName(name: string): string {
  if (!['tags', '__proto__', ''].includes(name) && name.length <= longestName) return name;
  throw new SettingsError(`a further column cannot be called ${JSON.stringify(name.slice(0, longestName))}`, {
    hint: name === 'tags' ? 'make it the first column' : `names have 1 to ${longestName} characters`,
  });
}

const longestName = 100;

/** @param hasAll whether a column that the sentences lack is one without labels */
function encodeColumns(sentences: CompactSentences, learnt: readonly LabelColumn[], hasAll: boolean) {
  const encoded = learnt.flatMap(({ name, tagSet }): [string, EncodedColumn][] => {
    const own = sentences.columns.find((other) => other.name === name);
    const column = own ?? { name, values: [], ids: new Int32Array(sentences.tokens).fill(TagSet.unknown) };
    return own || hasAll ? [[name, { column, tagIds: tagSet.encode(column.values) }]] : [];
  });
  return Object.fromEntries(encoded);
}

function buildLexicon(
  counts: WordCounts,
  settings: TrainingSettings,
  vectors: WordVectors | undefined,
  caseLanguage: string | undefined,
): { readonly lexicon: LexiconParts; readonly trainedWords: number } {
  const { minimumCount, vectorWords, vectorUse, caseFallback, features, characterSize } = settings;
  const trained = Vocabulary.fromCounts(counts, { minimumCount });
  const isStart = vectors && vectorUse === 'start';
  const joining = isStart ? listVectorWords(trained, counts.keys(), vectors, vectorWords) : [];
  const names = hasCase(trained.words) ? casedFeatures : caselessFeatures;
  const lexicon = {
    words: [...trained.words, ...joining],
    lookup: { caseFallback, ...(caseLanguage !== undefined && { caseLanguage }) },
    ...(features && { features: listFeatureValues(names, counts, minimumCount, caseLanguage) }),
    ...(vectors &&
      !isStart && {
        vectorWords: listBesideWords(counts.keys(), vectors, vectorWords, caseLanguage),
      }),
    ...(characterSize > 0 && { characters: listCharacters(counts, minimumCount) }),
  };
  return { lexicon, trainedWords: trained.words.length };
}

interface WordKnowledge {
  readonly vocabulary: Vocabulary;
  readonly counts: WordCounts;
  readonly minimumCount: number;
}

/**
 * The distinct words of the corpora, as far as the lexicon tells them apart: by their ids where that is all that is read of
 * them, and otherwise by themselves.
 *
 * @param corpusWords each once
 * @param counts of the words of the training corpus, cleaned: those that are rare are sometimes taken for unfamiliar ones
 */
function distinguishWords(
  corpusWords: Iterable<string>,
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
  const places = new Map(Array.from(corpusWords, (word, place) => [word, place]));
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
