import { SettingsError } from '@tagger/core';
import { findCaseLanguage, isSpanTagSet } from '@tagger/core/internal';
import { createNetwork, listJointColumns, type Precision, precisions } from '@tagger/models/internal';
import { BatchPreparer } from '../batches/prepare-batch';
import { checkSize } from '../data/check-size';
import type { CompactCorpus } from '../data/corpus';
import { readWholeCorpus } from '../data/read-whole-corpus';
import { prepareData, type TrainingData } from '../data/training-data';
import { composeVectors, placeVectors, type WordVectors } from '../data/word-vectors';
import { guardSession } from '../engines/guard-session';
import { ScoringSession } from '../engines/scoring-session';
import { EngineError } from '../errors';
import { SpanConstraints } from '../evaluation/span-constraints';
import { extendNetwork } from '../further/extend-network';
import { inheritParameters } from '../further/inherit-parameters';
import { inheritSettings } from '../further/inherit-settings';
import { countDrawn, countDrawnTokens, joinSentences, planRehearsal } from '../further/rehearse';
import { readStartModel, type StartModel } from '../further/start-model';
import { ColumnTask } from '../lemmas/column-task';
import { chooseScripts, dropRareScripts, scriptLemmas } from '../lemmas/script-lemmas';
import { createOptimizer } from '../optimizers/create-optimizer';
import { openCheckpoint } from '../platform';
import { configureNetwork } from '../settings/configure-network';
import { completeSettings, type GivenSettings, type TrainingSettings } from '../settings/settings';
import type { TrainedTokenizer } from '../tokenizer/trained-tokenizer';
import { describeModel } from './describe-model';
import { checkValues } from './divergence';
import { finishEpoch } from './finish-epoch';
import { initializeParameters } from './initialize';
import { listCombinations } from './list-combinations';
import { runEpoch } from './run-epoch';
import type { TrainedModel, TrainOptions } from './train-options';
import type { TrainingRun } from './training-run';
import type { TrainingState } from './training-state';

/**
 * Trains a tagger. The same corpora, settings and engine (with its number of threads) give the same bytes, also when the
 * run was interrupted and resumed.
 *
 * @throws SettingsError if a setting is out of its range, or a checkpoint is of other settings, or wanted in a browser
 * @throws CorpusError if a corpus cannot be trained on
 * @throws DivergenceError if the loss, or a parameter, is no finite number any more, or the loss is beyond any use
 * @throws InterruptedError if `signal` said so; the checkpoint is written by then
 * @throws EngineError if the engine failed; there is a checkpoint of all that is done, or of what was at the last save
 */
export async function train(options: TrainOptions): Promise<TrainedModel> {
  const { engine, checkpoint, precision = 'float32', onEvent = () => {} } = options;
  checkPrecision(precision);
  const file = checkpoint && openCheckpoint(checkpoint);
  const { start, column, settings, data, task, configuration, network, initial, hasVector, inputs } =
    await prepareTraining(options);
  const state = (await file?.begin({ settings, inputs, network })) ?? startState(initial);
  const parameterCount = Object.values(initial).reduce((sum, { length }) => sum + length, 0);
  onEvent({
    ...describeData(data),
    engine: engine.name,
    parameterCount,
    epochs: settings.epochs,
    resumedFrom: state.history,
  });

  const optimizer = createOptimizer(settings.optimizer);
  const created = await engine.createSession({
    network,
    parameters: state.parameters,
    optimizer,
    optimizerStates: state.optimizerStates,
    frozenRows: settings.freezeVectors && hasVector ? { embedding: hasVector } : {},
    clipNorm: settings.clipNorm,
  });
  const session = new ScoringSession(guardSession(created, engine.name));
  let hasCheckpoint = checkpoint?.resume ?? false;
  const preparer = new BatchPreparer(network, data.words);
  const spans = new SpanConstraints(network, data, column);
  const combinations = listCombinations(column, network, data, start);
  const columns = [column, ...data.otherColumns.map(({ name }) => name)];
  const joint = listJointColumns(columns, combinations, spans.outputs);
  const run: TrainingRun = {
    start,
    column,
    session,
    optimizer,
    preparer,
    data,
    settings,
    state,
    options,
    task,
    spans,
    combinations,
    joint,
    save,
  };
  async function save() {
    state.parameters = await session.readParameters();
    state.optimizerStates = await session.readOptimizerStates();
    if (!file) return;
    checkValues({ ...state.parameters, ...state.optimizerStates }, state.epoch);
    await file.write(state);
    hasCheckpoint = true;
  }
  await runEpochs(run, () => describeWayOn(hasCheckpoint ? checkpoint?.path : undefined));
  const tokenizer = options.trainTokenizer ? await options.trainTokenizer() : keepTokenizer(start);
  return describeModel(configuration, run, tokenizer);
}

/** What is trained, and where its parameters start from. */
async function prepareTraining(options: TrainOptions) {
  const start = options.from && readStartModel(options.from);
  if (start && options.vectors)
    throw new SettingsError(`word vectors cannot be added to ${start.name}`, {
      hint: 'training goes on with the vectors that the model has, or without any',
    });
  const vectors = options.vectors && composeVectors(options.vectors.vectors);
  const given = options.settings ?? {};
  const train = await readWholeCorpus(options.train);
  const settings = start
    ? inheritSettings(start, given, {
        sentences: train.sentences.length,
        isRehearsed: options.rehearse !== undefined,
      })
    : chooseSettings(given, vectors);
  const caseLanguage = start
    ? start.description.lookup.caseLanguage
    : findCaseLanguage(options.about?.language);
  const column = start?.description.training.corpus.column ?? options.about?.column ?? 'tags';
  const { whole, corpus, dev } = await readCorpora({ ...options, train }, column, caseLanguage);
  const data = prepareData(corpus, dev, settings, {
    vectors,
    caseLanguage,
    start,
    auxiliary: options.auxiliary,
  });
  if (data.otherColumns.some(({ name }) => name === column))
    throw new SettingsError(`the column ${column} is there twice`);
  const configuration = start
    ? extendNetwork(start.description.network, data, settings.columnWeight)
    : configureNetwork(settings, data);
  const network = createNetwork(configuration, data.openTags);
  checkSize(network);
  const initial = initializeParameters(network, settings.seed);
  if (start) inheritParameters(start, network, data, initial);
  const hasVector = placeAll(initial, data, settings, vectors);
  const inputs = {
    corpus,
    dev,
    vectors: vectors && (initial.vectors ?? initial.embedding!),
    caseLanguage,
    start: options.from?.bytes,
  };
  const task = new ColumnTask(column, whole, caseLanguage);
  return { start, column, settings, data, task, configuration, network, initial, hasVector, inputs };
}

/** The tokenizer of the model that training goes on from. */
function keepTokenizer(start: StartModel | undefined): TrainedTokenizer | undefined {
  const { description, tokenizerParameters: parameters } = start ?? {};
  return description?.tokenizer && parameters && { description: description.tokenizer, parameters };
}

function describeData({ train, vocabulary, tagSet, otherColumns }: TrainingData) {
  const count = (columns: TrainingData['otherColumns']) =>
    columns.length > 0
      ? Object.fromEntries(columns.map(({ name, tagSet }) => [name, tagSet.size]))
      : undefined;
  const otherTagCounts = count(otherColumns.filter(({ isAuxiliary }) => !isAuxiliary));
  const auxiliaryTagCounts = count(otherColumns.filter(({ isAuxiliary }) => isAuxiliary));
  return {
    type: 'start',
    sentences: countDrawn(train),
    tokens: countDrawnTokens(train),
    vocabularySize: vocabulary.size,
    tagCount: tagSet.size,
    marksSpans: isSpanTagSet(tagSet.tags),
    ...(otherTagCounts && { otherTagCounts }),
    ...(auxiliaryTagCounts && { auxiliaryTagCounts }),
  } as const;
}

/** Both corpora, with scripts in the place of lemmas, and the sentences of the first with all scripts, which a dictionary is made of. */
async function readCorpora(options: TrainOptions, column: string, caseLanguage: string | undefined) {
  const { train: given, dev: givenDev, rehearse } = options;
  const read = await readWholeCorpus(given);
  const whole = rehearse ? await addRehearsal(read, options) : read;
  const { sentences, kind } = chooseScripts(whole.sentences, column, caseLanguage);
  const corpus: CompactCorpus = { ...whole, sentences: dropRareScripts(sentences, column) };
  if (!givenDev) return { whole: sentences, corpus, dev: undefined };
  const dev = await readWholeCorpus(givenDev);
  const scripted = scriptLemmas(dev.sentences, column, caseLanguage, kind);
  return { whole: sentences, corpus, dev: { ...dev, sentences: scripted } satisfies CompactCorpus };
}

/** The corpus with the earlier one behind it, whose `O` may be a label of spans that the corpus alone has. */
async function addRehearsal(
  corpus: CompactCorpus,
  { rehearse, onEvent = () => {} }: TrainOptions,
): Promise<CompactCorpus> {
  const earlier = (await readWholeCorpus(rehearse!)).sentences;
  const rehearsal = planRehearsal(corpus.sentences, earlier);
  const { sentences, missingTags } = rehearsal;
  onEvent({ type: 'rehearsal', sentences, missingTags: [...missingTags] });
  return { ...corpus, sentences: joinSentences(corpus.sentences, earlier), rehearsal };
}

/** @param describeHint what to do where the engine fails */
async function runEpochs(run: TrainingRun, describeHint: () => string): Promise<void> {
  const { state, settings, session, save } = run;
  try {
    while (state.epoch <= settings.epochs && !hasRunOutOfPatience(state, settings)) {
      await runEpoch(run);
      await finishEpoch(run);
      await save();
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // What is on a lost device cannot be read: the checkpoint of the last save stands then.
    await save().catch(() => {});
    throw new EngineError(`${error.message}, in epoch ${state.epoch}`, {
      hint: describeHint(),
      cause: error,
    });
  } finally {
    await session.release();
  }
}

function checkPrecision(precision: Precision): void {
  if (!precisions.includes(precision))
    throw new SettingsError(`precision must be one of ${precisions.join(', ')}, not ${precision}`);
}

function chooseSettings(given: GivenSettings, vectors: WordVectors | undefined): TrainingSettings {
  if (!vectors) return completeSettings({ ...given, vectorUse: undefined });
  const settings = completeSettings(given);
  if (settings.vectorUse === 'beside') return settings;
  const { embeddingSize = vectors.dimension } = given;
  if (embeddingSize !== vectors.dimension)
    throw new SettingsError(
      `embeddingSize is ${embeddingSize}, but the word vectors have ${vectors.dimension} dimensions`,
    );
  return { ...settings, embeddingSize };
}

/**
 * Writes word vectors to where they belong.
 * @returns [|V|] 1 for each word whose own vector starts from one
 */
function placeAll(
  initial: Readonly<Record<string, Float32Array>>,
  data: TrainingData,
  { vectorUse }: TrainingSettings,
  vectors: WordVectors | undefined,
): Uint8Array | undefined {
  if (data.vectors) initial.vectors!.set(data.vectors);
  return vectors && vectorUse === 'start'
    ? placeVectors(initial.embedding!, data.vocabulary, vectors, data.lexicon.lookup?.caseLanguage)
    : undefined;
}

function describeWayOn(checkpointPath: string | undefined): string {
  const way = 'on another --device or with a smaller --batch-tokens';
  return checkpointPath
    ? `progress is saved in ${checkpointPath}: continue with --resume, ${way}`
    : `train again, ${way}`;
}

function startState(parameters: Readonly<Record<string, Float32Array>>): TrainingState {
  return { epoch: 1, batch: 0, step: 0, lossSum: 0, history: [], parameters, optimizerStates: {} };
}

function hasRunOutOfPatience({ best, epoch }: TrainingState, { patience }: TrainingSettings): boolean {
  return patience > 0 && best !== undefined && epoch - 1 - best.epoch >= patience;
}
