import { createBatch, createRandom, planBatches, SettingsError, TaggerError } from '@tagger/core';
import {
  encodeModelFile,
  type ModelDescription,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterNames,
} from '@tagger/models';
import { type RunIdentity, readCheckpoint, writeCheckpoint } from './checkpoint';
import type { Engine, TrainingSession } from './engines/engine';
import { guardSession } from './engines/guard-session';
import { EngineError } from './errors/engine-error';
import { InterruptedError } from './errors/interrupted-error';
import { evaluateSession } from './evaluate';
import { fingerprintBytes, fingerprintCorpus } from './fingerprint';
import { initializeParameters } from './initialize';
import { completeSettings, type GivenSettings, type TrainingSettings } from './settings';
import { type Corpus, prepareData, type TrainingData } from './training-data';
import type { TrainingEvent } from './training-event';
import { type EpochResult, pickScores, selectionScore, type TrainingState } from './training-state';
import { placeVectors, type WordVectors } from './word-vectors';

export interface TrainOptions {
  readonly train: Corpus;
  /** Decides which epoch is kept; without it, the last one is. */
  readonly dev?: Corpus | undefined;
  readonly engine: Engine;
  /** What is not given is as in the report: see `defaultSettings`. */
  readonly settings?: GivenSettings;
  /** What E starts from, instead of random numbers, and where it is from, for the model file. */
  readonly vectors?: { readonly source: string; readonly vectors: WordVectors } | undefined;
  /** Which column of the corpus the tags are, and its licence, for the model file. */
  readonly about?: { readonly column?: string; readonly licence?: string };
  /**
   * Where the state of the run is kept: after each epoch, and when it is interrupted. It stays there after the end, for
   * the caller to remove once the model is safe.
   */
  readonly checkpoint?: { readonly path: string; readonly resume: boolean } | undefined;
  /** Stops after the step that is running. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: TrainingEvent) => void;
}

export interface TrainedModel {
  /** The model file. */
  readonly bytes: Uint8Array;
  readonly description: ModelDescription;
  readonly history: readonly EpochResult[];
}

/**
 * Trains a tagger. The same corpora, settings and engine (with its number of threads) give the same bytes, also when the
 * run was interrupted and resumed.
 *
 * @throws SettingsError if a setting is out of its range, or a checkpoint is of other settings
 * @throws CorpusError if a corpus cannot be trained on
 * @throws InterruptedError if `signal` said so; the checkpoint is written by then
 * @throws EngineError if the engine failed; there is a checkpoint of all that is done, or of what was at the last save
 */
export async function train(options: TrainOptions): Promise<TrainedModel> {
  const { engine, dev, checkpoint, onEvent = () => {} } = options;
  const vectors = options.vectors?.vectors;
  const settings = chooseSettings(options.settings ?? {}, vectors);
  const data = prepareData(options.train, dev, settings, vectors);
  const configuration = configureNetwork(settings, data);
  const initial = initializeParameters(configuration, settings.seed);
  const hasVector = vectors && placeVectors(initial.embedding, data.vocabulary, vectors);
  const identity: RunIdentity = {
    settings,
    inputs: {
      'training corpus': fingerprintCorpus(options.train),
      'dev corpus': dev ? fingerprintCorpus(dev) : '',
      'set of word vectors': vectors ? fingerprintBytes(initial.embedding) : '',
    },
  };
  const state = checkpoint?.resume ? await readCheckpoint(checkpoint.path, identity) : startState(initial);

  const { parameters } = state;
  const tokens = data.train.reduce((sum, { words }) => sum + words.length, 0);
  onEvent({
    type: 'start',
    engine: engine.name,
    sentences: data.train.length,
    tokens,
    vocabularySize: configuration.vocabularySize,
    tagCount: configuration.tagCount,
    parameterCount: parameterNames.reduce((sum, name) => sum + parameters[name].length, 0),
    epochs: settings.epochs,
    resumedFrom: state.history,
  });

  const created = await engine.createSession({
    configuration,
    parameters,
    frozenWords: settings.freezeVectors ? hasVector : undefined,
    clipNorm: settings.clipNorm,
  });
  const session = guardSession(created, engine.name);
  let hasCheckpoint = checkpoint?.resume ?? false;
  const save = async () => {
    state.parameters = await session.readParameters();
    if (!checkpoint) return;
    await writeCheckpoint(checkpoint.path, identity, configuration, state);
    hasCheckpoint = true;
  };
  try {
    while (state.epoch <= settings.epochs) {
      await runEpoch(session, data, settings, state, options, save);
      await finishEpoch(session, data, state, options);
      await save();
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // What is on a lost device cannot be read: the checkpoint of the last save stands then.
    await save().catch(() => {});
    throw new EngineError(`${error.message}, in epoch ${state.epoch}`, {
      hint: describeWayOn(hasCheckpoint ? checkpoint?.path : undefined),
      cause: error,
    });
  } finally {
    await session.release();
  }
  return describeModel(configuration, data, state, settings, options, tokens);
}

function chooseSettings(given: GivenSettings, vectors: WordVectors | undefined): TrainingSettings {
  if (!vectors) return completeSettings(given);
  const { embeddingSize = vectors.dimension } = given;
  if (embeddingSize !== vectors.dimension)
    throw new SettingsError(
      `embeddingSize is ${embeddingSize}, but the word vectors have ${vectors.dimension} numbers`,
    );
  return completeSettings({ ...given, embeddingSize });
}

function configureNetwork(
  settings: TrainingSettings,
  { vocabulary, tagSet }: TrainingData,
): NetworkConfiguration {
  const { model, cellOutput, hiddenSize, embeddingSize } = settings;
  return {
    cell: model,
    cellOutput,
    hiddenSize,
    embeddingSize,
    vocabularySize: vocabulary.size,
    tagCount: tagSet.size,
  };
}

function describeWayOn(checkpointPath: string | undefined): string {
  const way = 'on another --device or with a smaller --batch-tokens';
  return checkpointPath
    ? `what is done is kept in ${checkpointPath}: go on with --resume, ${way}`
    : `train again, ${way}`;
}

function startState(parameters: NetworkParameters<Float32Array>): TrainingState {
  return { epoch: 1, batch: 0, lossSum: 0, history: [], parameters };
}

/** Runs the batches of an epoch that are not done yet. */
async function runEpoch(
  session: TrainingSession,
  { train }: TrainingData,
  { batchSize, batchTokens, accumulate, learningRate, seed }: TrainingSettings,
  state: TrainingState,
  { signal, checkpoint, onEvent = () => {} }: TrainOptions,
  save: () => Promise<void>,
): Promise<void> {
  const lengths = train.map(({ words }) => words.length);
  // A stream of its own for each epoch, so that resuming needs no state of the generator.
  const random = createRandom(seed, 'epoch', state.epoch);
  const plan = planBatches(lengths, { size: batchSize, maximumTokens: batchTokens, random });
  const countTokens = (indexes: readonly number[]) =>
    indexes.reduce((sum, index) => sum + lengths[index]!, 0);
  let epochTokens = countTokens(plan.slice(0, state.batch).flat());
  let sentences = plan.slice(0, state.batch).flat().length;

  while (state.batch < plan.length) {
    if (signal?.aborted) {
      await save();
      throw new InterruptedError(`interrupted in epoch ${state.epoch}`, {
        ...(checkpoint ? { hint: `what is done is kept in ${checkpoint.path}: go on with --resume` } : {}),
      });
    }
    const batches = plan.slice(state.batch, state.batch + accumulate).map((part) => createBatch(train, part));
    const { loss, gradientNorm } = await (batches.length === 1
      ? session.step(batches[0]!, learningRate)
      : session.accumulate(batches, learningRate));
    if (!Number.isFinite(loss))
      throw new TaggerError(`training diverged: the loss is ${loss} in epoch ${state.epoch}`, {
        hint: 'use a lower learning rate, or clip gradients at a lower norm',
      });
    const size = batches.reduce((sum, batch) => sum + batch.size, 0);
    const tokens = batches.reduce((sum, batch) => sum + batch.tokens, 0);
    state.batch += batches.length;
    state.lossSum += loss * size;
    epochTokens += tokens;
    sentences += size;
    const { epoch } = state;
    onEvent({
      type: 'step',
      epoch,
      batch: state.batch,
      batches: plan.length,
      tokens,
      epochTokens,
      loss: state.lossSum / sentences,
      stepLoss: loss,
      gradientNorm,
    });
  }
}

/** Scores the epoch, keeps its parameters if they are the best, and goes on to the next. */
async function finishEpoch(
  session: TrainingSession,
  data: TrainingData,
  state: TrainingState,
  { dev, onEvent = () => {} }: TrainOptions,
): Promise<void> {
  const metrics = dev && (await evaluateSession(session, dev.sentences, data));
  const scores = metrics && pickScores(metrics);
  const bestScore = state.history.find(({ epoch }) => epoch === state.best?.epoch)?.dev;
  const isBest = !scores || !bestScore || selectionScore(scores) > selectionScore(bestScore);
  const { epoch } = state;
  if (isBest) state.best = { epoch, parameters: copyParameters(await session.readParameters()) };
  const result: EpochResult = {
    epoch,
    loss: state.lossSum / data.train.length,
    ...(scores ? { dev: scores } : {}),
  };
  state.history = [...state.history, result];
  state.epoch++;
  state.batch = 0;
  state.lossSum = 0;
  onEvent({ type: 'epoch', ...result, isBest });
}

function copyParameters(parameters: NetworkParameters<Float32Array>): NetworkParameters<Float32Array> {
  return Object.fromEntries(
    parameterNames.map((name) => [name, parameters[name].slice()]),
  ) as NetworkParameters<Float32Array>;
}

function describeModel(
  network: NetworkConfiguration,
  { vocabulary, trainedWords, tagSet }: TrainingData,
  { best, history }: TrainingState,
  settings: TrainingSettings,
  { train, vectors, engine, about = {} }: TrainOptions,
  tokens: number,
): TrainedModel {
  const { epoch, parameters } = best!;
  const scores = history.find((result) => result.epoch === epoch)?.dev;
  const description: ModelDescription = {
    network,
    words: [...vocabulary.words],
    lookup: { trainedWords, caseFallback: settings.caseFallback },
    tags: [...tagSet.tags],
    training: {
      settings: { ...settings },
      corpus: {
        name: train.name.split(/[\\/]/).at(-1)!,
        column: about.column ?? 'tags',
        sentences: train.sentences.length,
        tokens,
        ...(about.licence === undefined ? {} : { licence: about.licence }),
      },
      ...(vectors ? { vectors: vectors.source } : {}),
      epoch,
      ...(scores ? { scores: { ...scores } } : {}),
      engine: engine.name,
    },
  };
  return { bytes: encodeModelFile(description, parameters), description, history };
}
