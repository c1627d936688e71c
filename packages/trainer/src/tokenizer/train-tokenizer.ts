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
} from '@tagger/core/internal';
import type { NetworkConfiguration } from '@tagger/models';
import { createNetwork, type EndName } from '@tagger/models/internal';
import { BatchPreparer } from '../batches/prepare-batch';
import { EncodedCorpus } from '../data/encoded-corpus';
import type { Engine } from '../engines/engine';
import { guardSession } from '../engines/guard-session';
import { ScoringSession } from '../engines/scoring-session';
import { createOptimizer } from '../optimizers/create-optimizer';
import { completeSettings, type TrainingSettings } from '../settings/settings';
import { copyParameters } from '../training/copy-parameters';
import { addToMean } from '../training/finish-epoch';
import { initializeParameters } from '../training/initialize';
import { runEpoch } from '../training/run-epoch';
import type { TrainOptions } from '../training/train-options';
import type { EpochRun } from '../training/training-run';
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
  const { train, language, engine, seed, settings } = options;
  const features = chooseFeatures(train.sentences, settings);
  const keys = new CharacterKeys(features.includes('pair'));
  const draw = (sentences: readonly SpacedSentence[], random: Random) =>
    cutSequences(readParagraphs(joinSentences(sentences), language, keys), settings.sequenceLength, random);
  const plain = draw(train.sentences, createRandom(seed, 'tokenizer'));
  const training = completeSettings({ ...settings.training, ...planTraining(settings, plain.tokens), seed });
  const parts = listCharacterParts(plain.countWords(), { ...settings, features });
  const tagSet = TagSet.from(plain.tags);
  const ends = tagSet.tags as readonly EndName[];
  const configuration = configure(training, parts, settings, ends.length);
  const network = createNetwork(configuration);
  const initial = initializeParameters(network, seed);
  const optimizer = createOptimizer(training.optimizer);
  const created = await engine.createSession({
    network,
    parameters: copyParameters(initial),
    optimizer,
    clipNorm: training.clipNorm,
  });
  const session = new ScoringSession(guardSession(created, engine.name));
  const state: TrainingState = {
    epoch: 1,
    batch: 0,
    step: 0,
    lossSum: 0,
    history: [],
    parameters: initial,
    optimizerStates: {},
  };
  const lexicon = new CharacterLexicon(parts);
  const hasParagraphs = train.sentences.slice(1).some(({ startsParagraph }) => startsParagraph);
  let mean: TrainingState['average'];
  try {
    for (; state.epoch <= training.epochs; state.epoch++) {
      const random = createRandom(seed, 'tokenizer', state.epoch);
      const sentences = [...train.sentences];
      if (settings.shuffles && !hasParagraphs && state.epoch % 2 === 0) random.shuffle(sentences);
      const sequences = draw(augment(sentences, settings.augmentation, random), random);
      const { encoded, preparer } = encode(sequences, tagSet, lexicon, network);
      const run: EpochRun = {
        session,
        optimizer,
        preparer,
        data: { train: encoded, tagSet, otherColumns: [] },
        settings: training,
        state,
        options,
        save: async () => {},
      };
      await runEpoch(run);
      if (state.epoch > training.epochs - Math.max(1, training.averageEpochs))
        mean = addToMean(mean, await session.readParameters());
      state.batch = 0;
      state.lossSum = 0;
    }
  } finally {
    await session.release();
  }
  return {
    description: {
      ...parts,
      network: configuration,
      ends,
      spacesInTokens: hasSpacesInTokens(train.sentences),
      multiwords: learnCorpusMultiwords(train),
      language,
    },
    parameters: mean!.parameters,
  };
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

function chooseFeatures(
  sentences: readonly SpacedSentence[],
  { features, unspacedFeatures }: TokenizerSettings,
): readonly CharacterFeatureName[] {
  let [glued, all] = [0, 0];
  for (const { starts, ends } of sentences) {
    all += starts.length;
    for (let index = 1; index < starts.length; index++) if (starts[index] === ends[index - 1]) glued++;
  }
  return 2 * glued > all ? [...features, ...unspacedFeatures] : features;
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

function hasSpacesInTokens(sentences: readonly SpacedSentence[]): boolean {
  return sentences.some(({ text, starts, ends }) =>
    starts.some((start, index) => /\s/.test(text.slice(start, ends[index]))),
  );
}
