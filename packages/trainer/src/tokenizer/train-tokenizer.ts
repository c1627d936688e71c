import { TagSet } from '@tagger/core';
import {
  type CharacterFeatureName,
  CharacterKeys,
  CharacterLexicon,
  type CharacterLexiconParts,
  type CompactSentences,
  createRandom,
  listCharacterParts,
  type Random,
  spacePair,
} from '@tagger/core/internal';
import type { NetworkConfiguration } from '@tagger/models';
import { createNetwork, type EndName, type Named, type TokenizerDescription } from '@tagger/models/internal';
import { BatchPreparer } from '../batches/prepare-batch';
import { EncodedCorpus } from '../data/encoded-corpus';
import type { Engine } from '../engines/engine';
import { guardSession } from '../engines/guard-session';
import { ScoringSession } from '../engines/scoring-session';
import { createOptimizer } from '../optimizers/create-optimizer';
import { completeSettings, type TrainingSettings } from '../settings/settings';
import { checkValues } from '../training/divergence';
import { addToMean } from '../training/finish-epoch';
import { initializeParameters } from '../training/initialize';
import { runEpoch } from '../training/run-epoch';
import type { TrainOptions } from '../training/train-options';
import type { TrainingState } from '../training/training-state';
import { augment } from './augment';
import { joinSentences, readParagraphs } from './labelled-text';
import { learnCorpusMultiwords, type SpacedCorpus, type SpacedSentence } from './spaced-corpus';
import { planTraining, type TokenizerSettings } from './tokenizer-settings';
import type { TrainedTokenizer } from './trained-tokenizer';
import { cutSequences } from './training-sequences';

/** Options of `trainTokenizer`. */
export interface TrainTokenizerOptions extends Pick<TrainOptions, 'signal' | 'onEvent' | 'checkpoint'> {
  readonly train: SpacedCorpus;
  /** Whose rules are read, as a BCP 47 tag. */
  readonly language: string;
  readonly engine: Engine;
  readonly settings: TokenizerSettings;
  readonly seed: number;
}

/** Trains a network that tells of each character what ends with it. */
export async function trainTokenizer(options: TrainTokenizerOptions): Promise<TrainedTokenizer> {
  const plan = planTokenizer(options);
  const { train, language } = options;
  return {
    description: {
      ...plan.parts,
      network: plan.configuration,
      ends: plan.tagSet.tags as readonly EndName[],
      ...describeSpaces(train.sentences),
      multiwords: learnCorpusMultiwords(train),
      language,
    },
    parameters: await trainNetwork(plan, options),
  };
}

/** What is known before the first step. */
function planTokenizer({ train, language, seed, settings }: TrainTokenizerOptions) {
  const features = chooseFeatures(train.sentences, settings);
  const keys = new CharacterKeys(features);
  const draw = (sentences: readonly SpacedSentence[], random: Random) =>
    cutSequences(readParagraphs(joinSentences(sentences), language, keys), settings.sequenceLength, random);
  const plain = draw(train.sentences, createRandom(seed, 'tokenizer'));
  const training = completeSettings({ ...settings.training, ...planTraining(settings, plain.tokens), seed });
  const parts = listCharacterParts(plain.countWords(), { ...settings, features });
  const tagSet = TagSet.from(plain.tags);
  const configuration = configure(training, parts, settings, tagSet.size);
  const network = createNetwork(configuration);
  return { draw, training, parts, tagSet, configuration, network };
}

/** @returns the mean of the parameters at the end of the last epochs */
async function trainNetwork(
  { draw, training, parts, tagSet, network }: ReturnType<typeof planTokenizer>,
  options: TrainTokenizerOptions,
): Promise<Named<Float32Array>> {
  const { train, engine, seed, settings } = options;
  const initial = initializeParameters(network, seed);
  const optimizer = createOptimizer(training.optimizer);
  const { clipNorm } = training;
  const created = await engine.createSession({ network, parameters: initial, optimizer, clipNorm });
  const session = new ScoringSession(guardSession(created, engine.name));
  const state: TrainingState = {
    ...{ epoch: 1, batch: 0, step: 0, lossSum: 0, history: [] },
    parameters: initial,
    optimizerStates: {},
  };
  const lexicon = new CharacterLexicon(parts);
  const hasParagraphs = train.sentences.slice(1).some(({ startsParagraph }) => startsParagraph);
  const save = async () => {};
  let mean: TrainingState['average'];
  try {
    for (; state.epoch <= training.epochs; state.epoch++) {
      const random = createRandom(seed, 'tokenizer', state.epoch);
      const sentences = [...train.sentences];
      if (settings.shuffles && !hasParagraphs && state.epoch % 2 === 0) random.shuffle(sentences);
      const sequences = draw(augment(sentences, settings.augmentation, random), random);
      const { encoded, preparer } = encode(sequences, tagSet, lexicon, network);
      const data = { train: encoded, tagSet, otherColumns: [] };
      await runEpoch({ session, optimizer, preparer, data, settings: training, state, options, save });
      if (state.epoch > training.epochs - Math.max(1, training.averageEpochs))
        mean = addToMean(mean, await session.readParameters());
      state.batch = 0;
      state.lossSum = 0;
    }
  } finally {
    await session.release();
  }
  checkValues(mean!.parameters, training.epochs);
  return mean!.parameters;
}

function configure(
  { hiddenSize, embeddingSize, layers, cellOutput, model }: TrainingSettings,
  { characters, features }: CharacterLexiconParts,
  { featureSize }: TokenizerSettings,
  tagCount: number,
): NetworkConfiguration {
  return {
    cell: model === 'bigru' ? 'gru' : 'lstm',
    bidirectional: true,
    cellOutput,
    hiddenSize,
    embeddingSize,
    vocabularySize: characters.length + 1,
    tagCount,
    ...(layers > 1 && { layers }),
    features: {
      count: features.length,
      rows: features.reduce((sum, { values }) => sum + values.length + 1, 0),
      size: featureSize,
    },
  };
}

/** The share of tokens with white space in them from which on syllables are read. */
const manyWithSpaces = 0.1;

function chooseFeatures(
  sentences: readonly SpacedSentence[],
  { features, unspacedFeatures, syllableFeatures }: TokenizerSettings,
): readonly CharacterFeatureName[] {
  let [glued, withSpaces, all] = [0, 0, 0];
  for (const { text, starts, ends } of sentences) {
    all += starts.length;
    for (const [index, start] of starts.entries()) {
      if (index > 0 && start === ends[index - 1]) glued++;
      if (/\s/.test(text.slice(start, ends[index]))) withSpaces++;
    }
  }
  if (2 * glued > all) return [...features, ...unspacedFeatures];
  return withSpaces > manyWithSpaces * all ? [...features, ...syllableFeatures] : features;
}

function encode(
  sequences: CompactSentences,
  tagSet: TagSet,
  lexicon: CharacterLexicon,
  network: ReturnType<typeof createNetwork>,
) {
  const places = Int32Array.from(sequences.words.keys());
  const tags = tagSet.encode(sequences.tags);
  return {
    encoded: new EncodedCorpus(sequences, places, tags),
    preparer: new BatchPreparer(
      network,
      sequences.words.map((key) => lexicon.read(key)),
    ),
  };
}

/** Where tokens of the corpus hold white space. */
function describeSpaces(
  sentences: readonly SpacedSentence[],
): Pick<TokenizerDescription, 'spacesInTokens' | 'spacePairs'> {
  const pairs = new Set<string>();
  for (const { text, starts, ends } of sentences)
    for (const [index, start] of starts.entries())
      for (const { groups } of text.slice(start, ends[index]).matchAll(spaced))
        pairs.add(spacePair(groups!.before!, groups!.after!));
  return pairs.size > 0 ? { spacesInTokens: true, spacePairs: [...pairs].sort() } : { spacesInTokens: false };
}

/** White space between two characters. */
const spaced = /(?<before>\S)\s+(?=(?<after>\S))/gu;
