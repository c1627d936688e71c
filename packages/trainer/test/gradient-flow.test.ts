import { createRandom, listPlainWords } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import { createNetwork, Float64Ops, type Float64Tensor, float64Tensor } from '@tagger/models/internal';
import {
  OnnxEngine,
  type StepEvent,
  type TrainingEvent,
  type TrainingSettings,
  train,
} from '@tagger/trainer';
import {
  completeSettings,
  type GradientExperimentOptions,
  initializeParameters,
  measureGradientFlow,
  runGradientExperiment,
} from '@tagger/trainer/internal';
import { describe, expect, it } from 'vitest';
import { createFloat64Batch } from '../src/batches/float64-batch';
import { readWholeCorpus } from '../src/data/read-whole-corpus';
import { prepareData } from '../src/data/training-data';
import { gradientVariants } from '../src/gradient-flow/gradient-variants';
import { largestSingularValue } from '../src/gradient-flow/largest-singular-value';
import { hiddenGradientNorms } from '../src/gradient-flow/measure-gradient-flow';
import { orthogonalMatrix } from '../src/gradient-flow/orthogonal-matrix';
import { trainSteps } from '../src/gradient-flow/train-steps';
import { sampleCorpus } from './sample-corpus';

const ops = new Float64Ops();
const sizes = { hiddenSize: 6, embeddingSize: 4, vocabularySize: 9, tagCount: 3 };
const random = createRandom(2, 'sentences');
const distance = 7;
const sentences = Array.from({ length: 3 }, (_, index) => ({
  places: Int32Array.from({ length: 8 + index }, () => random.integer(9)),
  tags: Int32Array.from({ length: 8 + index }, () => random.integer(3)),
}));
const words = listPlainWords(sizes.vocabularySize);
const settings = { epochs: 2, hiddenSize: 8, embeddingSize: 6, batchSize: 4, learningRate: 0.5, seed: 5 };
const createEngine = async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });

describe.each([
  { cell: 'rnn', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'identity' },
] as const)('gradient flow through the $cell with output $cellOutput', (cell) => {
  const network = createNetwork({ ...cell, ...sizes });
  const parameters = initializeParameters(network, 4);

  /** ‖∂L_T/∂ of the state before the last k steps‖: the backward pass of those steps alone, begun with that state. */
  function truncatedNorm(sentence: (typeof sentences)[number], k: number): number {
    const [places, tags] = [sentence.places.slice(0, distance + 1), sentence.tags.slice(0, distance + 1)];
    const whole = createFloat64Batch(network, parameters, [{ places, tags }], words);
    const cut = (name: string, from: number, to: number) =>
      float64Tensor([to - from, 1], whole.inputs[name]!.data.slice(from, to));
    const start = places.length - k;
    const [recurrence] = network.layers[0]!.recurrences;
    const rows = recurrence!.project(ops, whole, network.encoder.forward(ops, whole).output).output;
    const projected = ops.gather(rows, cut('places', 0, start));
    const initial = Object.fromEntries(
      recurrence!.cell.stateNames.map((state) => [state, whole.inputs[`initial.${state}`]!]),
    );
    const { final } = recurrence!.cell.forward(ops, projected, whole.parameters.recurrentWeight!, initial);
    const states = Object.entries(final).map(([state, value]) => [`initial.${state}`, value]);
    const lastOnly = Array.from({ length: k }, (_, step) => (step === k - 1 ? 1 : 0));
    const result = network.computeGradients(ops, {
      parameters: whole.parameters,
      inputs: {
        ...whole.inputs,
        ...(Object.fromEntries(states) as Record<string, Float64Tensor>),
        places: cut('places', start, places.length),
        tags: cut('tags', start, places.length),
        weight: float64Tensor([k, 1, 1], lastOnly),
      },
    });
    return Math.hypot(...result.gradients['initial.hidden']!.data);
  }

  it('is that of the last k steps alone, begun with the state before them', () => {
    const norms = hiddenGradientNorms({ network, parameters, sentences, words, distance });
    expect(norms.length).toBe(distance + 1);
    for (let k = 1; k <= distance; k++)
      for (const [b, sentence] of sentences.entries()) {
        expect(norms[k]![b]).toBeGreaterThan(0);
        expect(norms[k]![b]! / truncatedNorm(sentence, k)).toBeCloseTo(1, 10);
      }
  });

  it('is the mean over the sentences', () => {
    const options = { network, parameters, words, distance };
    const points = measureGradientFlow({ ...options, sentences });
    const alone = sentences.map((sentence) => measureGradientFlow({ ...options, sentences: [sentence] }));
    for (const [k, [x, y]] of points.entries()) {
      expect(x).toBe(k);
      expect(y).toBeCloseTo(alone.reduce((sum, own) => sum + own[k]![1], 0) / 3, 12);
    }
  });

  it('starts with Vᵀ (o − y)', () => {
    const batch = createFloat64Batch(network, parameters, sentences.slice(0, 1), words);
    const [logits] = network.forward(ops, batch).logits;
    const last = [...logits!.data.slice(-3)].map(Math.exp);
    const sum = last.reduce((total, value) => total + value);
    const error = last.map((value, tag) => value / sum - (tag === sentences[0]!.tags[7] ? 1 : 0));
    const gradient = ops.matmul(float64Tensor([1, 3], error), batch.parameters.outputWeight!);
    const [[, norm]] = measureGradientFlow({
      network,
      parameters,
      words,
      sentences: sentences.slice(0, 1),
      distance,
    }) as [[number, number]];
    expect(norm).toBeCloseTo(Math.hypot(...gradient.data), 12);
  });

  it('refuses sentences that are too short', () => {
    const options = { network, parameters, sentences, words, distance: 8 };
    expect(() => measureGradientFlow(options)).toThrow('need tagged sentences of 9 words or more');
  });
});

it('orthogonalMatrix has W Wᵀ = scale² I', () => {
  const N = 20;
  const W = orthogonalMatrix(N, 1.5, createRandom(1, 'matrix'));
  for (let row = 0; row < N; row++)
    for (let other = 0; other < N; other++) {
      const product = W.slice(row * N, (row + 1) * N).reduce(
        (sum, value, k) => sum + value * W[other * N + k]!,
        0,
      );
      expect(product).toBeCloseTo(row === other ? 2.25 : 0, 5);
    }
});

it('largestSingularValue is that of the matrix', () => {
  expect(largestSingularValue(orthogonalMatrix(20, 1.5, createRandom(1, 'matrix')), 20)).toBeCloseTo(1.5, 6);
  // [[3, 0], [4, 5]] has √45 and √5, and a third row of zeros changes nothing.
  expect(largestSingularValue(Float32Array.of(3, 0, 4, 5, 0, 0), 2)).toBeCloseTo(Math.sqrt(45), 10);
});

describe('variants', () => {
  const flowOf = (name: string) => {
    const { cell, initialize } = gradientVariants.find((variant) => variant.name === name)!;
    const network = createNetwork({ cell, cellOutput: 'tanh', ...sizes, hiddenSize: 30 });
    const parameters = initialize(network, 1);
    return measureGradientFlow({ network, parameters, sentences, words, distance }).map(([, norm]) => norm);
  };

  it('an RNN is bound by the powers of the singular value of W', () => {
    for (const radius of [0.5, 1]) {
      const norms = flowOf(`RNN, spectral radius ${radius}`);
      for (const [k, norm] of norms.entries())
        expect(norm).toBeLessThanOrEqual(norms[0]! * radius ** k * 1.00001);
    }
    const growing = flowOf('RNN, spectral radius 1.5');
    expect(growing.at(-1)!).toBeGreaterThan(growing[0]!);
  });

  it('an LSTM keeps more where its forget gates are open', () => {
    expect(flowOf('LSTM, forget bias 1').at(-1)!).toBeGreaterThan(3 * flowOf('LSTM, forget bias 0').at(-1)!);
  });
});

describe('trainSteps', () => {
  const corpus = sampleCorpus(22, 1);
  const run = async (steps: number, more: Partial<TrainingSettings> = {}) => {
    const complete = completeSettings({ ...settings, ...more });
    const {
      train: encoded,
      words,
      vocabulary,
      tagSet,
    } = prepareData(await readWholeCorpus(corpus), undefined, complete);
    const { hiddenSize, embeddingSize } = settings;
    const network = createNetwork({
      cell: 'lstm',
      cellOutput: 'tanh',
      hiddenSize,
      embeddingSize,
      vocabularySize: vocabulary.size,
      tagCount: tagSet.size,
    });
    const parameters = initializeParameters(network, 5);
    const engine = await createEngine();
    const options = { network, parameters, sentences: encoded, words, engine, settings: complete, steps };
    return { network, given: parameters, ...(await trainSteps(options)) };
  };

  it('takes the steps that train takes', async () => {
    const events: StepEvent[] = [];
    const onEvent = (event: TrainingEvent) => event.type === 'step' && events.push(event);
    await train({ train: corpus, engine: await createEngine(), settings, onEvent });
    const { network, given, gradientNorms, losses } = await run(events.length);
    expect(gradientNorms).toEqual(events.map(({ gradientNorm }, index) => [index + 1, gradientNorm]));
    expect(losses).toEqual(events.map(({ stepLoss }, index) => [index + 1, stepLoss]));
    // What it was given is as it was.
    expect(given).toEqual(initializeParameters(network, 5));
  });

  it('ends early where training diverges, with numbers alone', async () => {
    const { losses, gradientNorms } = await run(12, { learningRate: 1e38, clipNorm: 1e38 });
    expect(losses.length).toBeGreaterThan(0);
    expect(losses.length).toBeLessThan(12);
    expect([...losses, ...gradientNorms].every(([, value]) => Number.isFinite(value))).toBe(true);
  });
});

describe('runGradientExperiment', () => {
  const run = async (more: Partial<GradientExperimentOptions> = {}) =>
    runGradientExperiment({
      corpus: sampleCorpus(40, 1),
      engine: await createEngine(),
      settings: { ...settings, clipNorm: 0.5 },
      steps: 12,
      distance: 5,
      measuredSentences: 8,
      ...more,
    });

  it('gives the curves of each network, the same each time', async () => {
    const started: string[] = [];
    const result = await run({ onStart: (name) => started.push(name) });
    const names = gradientVariants.map(({ name }) => name);
    expect(result.flow.map(({ name }) => name)).toEqual(
      names.flatMap((name) => [`${name}, before training`, `${name}, after training`]),
    );
    expect(started).toEqual(names.flatMap((name) => [`${name}, clipped at 0.5`, `${name}, not clipped`]));
    for (const curves of [result.gradientNorms, result.losses]) {
      expect(curves.map(({ name }) => name)).toEqual(started);
      for (const { points } of curves)
        expect(points.map(([step]) => step)).toEqual([...Array(12).keys()].map((i) => i + 1));
    }
    expect(result.singularValues.map(({ name }) => name)).toEqual(started);
    const starts = result.singularValues
      .filter(({ name }) => name.startsWith('RNN'))
      .map(({ start }) => start);
    for (const [index, radius] of [0.5, 0.5, 1, 1, 1.5, 1.5].entries())
      expect(starts[index]).toBeCloseTo(radius, 5);
    expect(result.singularValues.every(({ start, end }) => end > 0 && end !== start)).toBe(true);
    for (const { points } of result.flow) {
      expect(points.map(([k]) => k)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(points.every(([, norm]) => norm > 0)).toBe(true);
    }
    expect(await run()).toEqual(result);
  });

  it('trains with and without clipping from the same start', async () => {
    const { flow, gradientNorms } = await run();
    for (let index = 0; index < gradientNorms.length; index += 2) {
      const [clipped, free] = [gradientNorms[index]!.points, gradientNorms[index + 1]!.points];
      expect(clipped[0]).toEqual(free[0]);
      expect(clipped.slice(1)).not.toEqual(free.slice(1));
      expect(flow[index]!.points).not.toEqual(flow[index + 1]!.points);
    }
  });

  it('refuses a corpus of short sentences', async () => {
    await expect(run({ distance: 9 })).rejects.toThrow(
      'sample-1.conllu: only 0 sentences of more than 9 words (the experiment measures on 8: give more text, or a smaller distance)',
    );
  });
});
