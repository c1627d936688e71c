import type { LexiconParts } from '@tagger/core/internal';
import type { ModelDescription, NetworkConfiguration } from '@tagger/models';
import { encodeModelFile } from '@tagger/models/internal';
import type { Corpus } from '../data/corpus';
import type { TrainedModel } from './train-options';
import type { TrainingRun } from './training-run';

/** The model file of a run that is done, with what it says of itself. */
export function describeModel(
  network: NetworkConfiguration,
  { data, state, settings, options }: TrainingRun,
): TrainedModel {
  const { best, history } = state;
  const { lexicon, trainedWords, tagSet } = data;
  const { train, vectors, engine, precision, about = {} } = options;
  const { epoch, parameters } = best!;
  const scores = history.find((result) => result.epoch === epoch)?.dev;
  const { words, features, vectorWords, characters } = lexicon;
  const description: ModelDescription = {
    network,
    words: [...words],
    lookup: { trainedWords, caseFallback: settings.caseFallback, ...caseLanguageOf(lexicon) },
    ...(features && { features: features.map(({ name, values }) => ({ name, values: [...values] })) }),
    ...(vectorWords && { vectorWords: [...vectorWords] }),
    ...(characters && { characters: [...characters] }),
    tags: [...tagSet.tags],
    training: {
      settings: { ...settings },
      corpus: {
        name: nameCorpus(train),
        column: about.column ?? 'tags',
        ...(about.wordColumn === undefined ? {} : { wordColumn: about.wordColumn }),
        sentences: data.train.length,
        tokens: data.train.tokens,
        ...(about.licence === undefined ? {} : { licence: about.licence }),
        ...(about.language === undefined ? {} : { language: about.language }),
      },
      ...(vectors ? { vectors: vectors.source } : {}),
      epoch,
      ...(scores ? { scores: { ...scores } } : {}),
      engine: engine.name,
    },
  };
  return { bytes: encodeModelFile(description, parameters, precision), description, history };
}

/** The language whose rules of case the model follows, if it has rules of its own. */
function caseLanguageOf({ lookup }: LexiconParts): { caseLanguage?: string } {
  return lookup?.caseLanguage === undefined ? {} : { caseLanguage: lookup.caseLanguage };
}

/** The names of its files, without their folders. */
function nameCorpus({ name, files = [{ name, sentences: 0 }] }: Corpus): string {
  return files.map((file) => file.name.split(/[\\/]/).at(-1)!).join(', ');
}
