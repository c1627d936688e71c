import { TaggerError } from '@tagger/core';
import { createNetwork } from '@tagger/models/internal';
import type { Corpus } from '../data/corpus';
import { readWholeCorpus } from '../data/read-whole-corpus';
import { prepareData } from '../data/training-data';
import type { Engine } from '../engines/engine';
import { completeSettings, type GivenSettings } from '../settings/settings';
import { gradientVariants } from './gradient-variants';
import { largestSingularValue } from './largest-singular-value';
import { measureGradientFlow } from './measure-gradient-flow';
import type { Series } from './series';
import { trainSteps } from './train-steps';

export interface GradientExperimentOptions {
  readonly corpus: Corpus;
  readonly engine: Engine;
  /** As in `train`; what is not given is the report's. The variants decide `model`. */
  readonly settings?: GivenSettings;
  /** Training steps of each network; by default 500. */
  readonly steps?: number;
  /** The largest k; by default 30. */
  readonly distance?: number;
  /** Sentences that the flow is measured on, the first of the corpus that have more words than `distance`; by default 32. */
  readonly measuredSentences?: number;
  /** Told the name of each part before it starts. */
  readonly onStart?: (name: string) => void;
}

/** Curves of several networks. The names of a network's curves start with the same words. */
export interface GradientExperiment {
  /** ‖∂L_T/∂h_{T−k}‖ by k, before training and after it (clipped). */
  readonly flow: readonly Series[];
  /** Norm of all gradients together before clipping, by step: of training with clipping and without. */
  readonly gradientNorms: readonly Series[];
  /** Loss by step, of the same trainings. A curve that ends early is one that diverged. */
  readonly losses: readonly Series[];
  /** The largest singular value of W when each of these trainings starts and when it ends. */
  readonly singularValues: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

/** Float32's largest number is 3.4e38: nothing is clipped. */
const noClipping = 1e38;

/**
 * Shows how gradients vanish and explode in recurrent networks, and what a good start and clipping do about it. The same
 * options give the same numbers.
 *
 * @throws TaggerError if the corpus has not enough long sentences
 */
export async function runGradientExperiment({
  corpus,
  engine,
  settings: given = {},
  steps = 500,
  distance = 30,
  measuredSentences = 32,
  onStart = () => {},
}: GradientExperimentOptions): Promise<GradientExperiment> {
  const settings = completeSettings(given);
  const {
    train: sentences,
    words,
    vocabulary,
    tagSet,
  } = prepareData(await readWholeCorpus(corpus), undefined, settings);
  const indexes = [...sentences.lengths.keys()].filter((index) => sentences.lengths[index]! > distance);
  const long = indexes.slice(0, measuredSentences).map((index) => sentences.at(index)!);
  if (long.length < measuredSentences)
    throw new TaggerError(`only ${long.length} sentences of more than ${distance} words`, {
      location: { file: corpus.name },
      hint: `the experiment measures on ${measuredSentences}: give more text, or a smaller distance`,
    });

  const flow: Series[] = [];
  const gradientNorms: Series[] = [];
  const losses: Series[] = [];
  const singularValues: GradientExperiment['singularValues'][number][] = [];
  for (const { name, cell, initialize } of gradientVariants) {
    const { hiddenSize, embeddingSize, cellOutput, clipNorm, seed } = settings;
    const sizes = { hiddenSize, embeddingSize, vocabularySize: vocabulary.size, tagCount: tagSet.size };
    const network = createNetwork({ cell, cellOutput, ...sizes });
    const parameters = initialize(network, seed);
    const measure = (when: string, at: typeof parameters) =>
      flow.push({
        name: `${name}, ${when}`,
        points: measureGradientFlow({ network, parameters: at, sentences: long, words, distance }),
      });
    measure('before training', parameters);
    for (const limit of [clipNorm, noClipping]) {
      const run = `${name}, ${limit === clipNorm ? `clipped at ${clipNorm}` : 'not clipped'}`;
      onStart(run);
      const options = { network, parameters, sentences, words, engine, steps };
      const trained = await trainSteps({ ...options, settings: { ...settings, clipNorm: limit } });
      gradientNorms.push({ name: run, points: trained.gradientNorms });
      losses.push({ name: run, points: trained.losses });
      const [start, end] = [parameters, trained.parameters].map(({ recurrentWeight }) =>
        largestSingularValue(recurrentWeight!, hiddenSize),
      ) as [number, number];
      singularValues.push({ name: run, start, end });
      if (limit === clipNorm) measure('after training', trained.parameters);
    }
  }
  return { flow, gradientNorms, losses, singularValues };
}
