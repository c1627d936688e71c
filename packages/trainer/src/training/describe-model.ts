import { type LexiconParts, mapValues } from '@tagger/core/internal';
import type { ModelDescription, NetworkConfiguration } from '@tagger/models';
import {
  encodeModelFile,
  type LemmaDescription,
  type LemmaDictionary,
  listColumnNames,
  selectColumns,
} from '@tagger/models/internal';
import type { Corpus } from '../data/corpus';
import type { StartModel } from '../further/start-model';
import { lemmaColumn } from '../lemmas/script-lemmas';
import type { TrainingSettings } from '../settings/settings';
import type { TrainedTokenizer } from '../tokenizer/trained-tokenizer';
import { calibrateSpans } from './calibrate-spans';
import type { TrainedModel } from './train-options';
import type { TrainingRun } from './training-run';
import type { DevScores } from './training-state';

/** The model file of a run that is done, with what it says of itself. */
export async function describeModel(
  network: NetworkConfiguration,
  { start, column, data, state, settings, options, task, spans, combinations }: TrainingRun,
  tokenizer?: TrainedTokenizer,
): Promise<TrainedModel> {
  const { best, history } = state;
  const { lexicon, trainedWords, tagSet, otherColumns } = data;
  const { train, vectors, engine, precision, about = {} } = options;
  const { epoch, parameters } = best!;
  const scores = history.find((result) => result.epoch === epoch)?.dev;
  const { words, features, vectorWords, characters } = lexicon;
  const earlier = start?.description.training;
  const { language = earlier?.corpus.language } = about;
  const vectorSource = vectors?.source ?? earlier?.vectors;
  const trained: ModelDescription = {
    network,
    words: [...words],
    lookup: { trainedWords, caseFallback: settings.caseFallback, ...caseLanguageOf(lexicon) },
    ...(features && { features: features.map(({ name, values }) => ({ name, values: [...values] })) }),
    ...(vectorWords && { vectorWords: [...vectorWords] }),
    ...(characters && { characters: [...characters] }),
    tags: [...tagSet.tags],
    ...(otherColumns.length > 0 && { otherTags: otherColumns.map((other) => [...other.tagSet.tags]) }),
    ...(combinations && { combinations }),
    ...(tokenizer && { tokenizer: tokenizer.description }),
    ...(task.dictionary && { lemmas: describeLemmas(task.dictionary, scores) }),
    training: {
      settings: describeSettings(settings, otherColumns.length > 0),
      corpus: {
        name: nameCorpus(train),
        column,
        ...(about.wordColumn === undefined ? {} : { wordColumn: about.wordColumn }),
        ...(spans.iob1Columns.length > 0 && { iob1Columns: [...spans.iob1Columns] }),
        sentences: data.train.length,
        tokens: data.train.tokens,
        ...(about.licence === undefined ? {} : { licence: about.licence }),
        ...(language === undefined ? {} : { language }),
      },
      ...(start && { from: describeStart(start) }),
      ...(vectorSource === undefined ? {} : { vectors: vectorSource }),
      epoch,
      ...(scores && describeScores(scores)),
      engine: engine.name,
    },
  };
  const auxiliary = otherColumns.filter(({ isAuxiliary }) => isAuxiliary).map(({ name }) => name);
  const description = auxiliary.length > 0 ? leaveOut(trained, auxiliary) : trained;
  const encode = (model: ModelDescription) =>
    encodeModelFile(model, parameters, precision, tokenizer?.parameters);
  const bytes = encode(description);
  const calibration = data.dev && (await calibrateSpans(bytes, description, data.dev.sentences));
  if (!calibration) return { bytes, description, history };
  const calibrated = { ...description, calibration };
  return { bytes: encode(calibrated), description: calibrated, history };
}

/** The model without some columns, but for the one that tells the forms of its dictionary of lemmas apart. */
function leaveOut(model: ModelDescription, auxiliary: readonly string[]): ModelDescription {
  const isGiven = (name: string) => !auxiliary.includes(name);
  const own = selectColumns(model, listColumnNames(model).filter(isGiven));
  const left = auxiliary.filter((name) => !listColumnNames(own).includes(name));
  const corpus = { ...own.training.corpus, ...(left.length > 0 && { auxiliary: left }) };
  return { ...own, training: { ...own.training, corpus } };
}

/** The model that training went on from, and what it was trained on. */
function describeStart({ name, description }: StartModel) {
  const { name: corpus, sentences, tokens, licence } = description.training.corpus;
  const file = name.split(/[\\/]/).at(-1)!;
  return {
    name: file,
    corpus: { name: corpus, sentences, tokens, ...(licence !== undefined && { licence }) },
  };
}

/** The weight of further columns says nothing of a model of one: such a file has the bytes that it had before there were others. */
function describeSettings({ columnWeight, ...settings }: TrainingSettings, hasColumns: boolean) {
  return { ...settings, ...(hasColumns && { columnWeight }) };
}

/** The dictionary is in the file if lemmas on dev are better with it. */
function describeLemmas(dictionary: LemmaDictionary, scores: DevScores | undefined): LemmaDescription {
  const own = scores?.columns?.[lemmaColumn];
  const isBetter = own?.dictionaryAccuracy === undefined || own.dictionaryAccuracy > own.accuracy;
  return { column: lemmaColumn, ...(isBetter && { dictionary }) };
}

function describeScores({ columns, ...scores }: DevScores) {
  const columnScores = columns && mapValues(columns, (own) => ({ ...own }));
  return { scores, ...(columnScores && { columnScores }) };
}

/** The language whose rules of case the model follows, if it has rules of its own. */
function caseLanguageOf({ lookup }: LexiconParts): { caseLanguage?: string } {
  return lookup?.caseLanguage === undefined ? {} : { caseLanguage: lookup.caseLanguage };
}

/** The names of its files, without their folders, each once. */
function nameCorpus({ name, files = [{ name, sentences: 0 }] }: Corpus): string {
  return [...new Set(files.map((file) => file.name.split(/[\\/]/).at(-1)!))].join(', ');
}
