import { listPlainWords } from '@tagger/core/internal';
import type { NetworkConfiguration } from '@tagger/models';
import { createNetwork, Float64Ops, LstmCell, listTrained } from '@tagger/models/internal';
import {
  checkNetworkGradients,
  drawSentences,
  type GradientCheckOptions,
  initializeParameters,
} from '@tagger/trainer/internal';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFloat64Batch } from '../src/batches/float64-batch';
import { compareGradient } from '../src/gradient-check/compare-gradient';
import { computeLoss } from '../src/gradient-check/compute-loss';

const sizes = { hiddenSize: 5, embeddingSize: 3, vocabularySize: 30, tagCount: 7 };
const networks = [
  { cell: 'rnn', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'identity' },
  { cell: 'gru', cellOutput: 'tanh' },
] as const;
const words = listPlainWords(sizes.vocabularySize);
const all = Number.POSITIVE_INFINITY;

type Checked = Partial<GradientCheckOptions> & { readonly configuration?: NetworkConfiguration };

function check({ configuration = { ...networks[1], ...sizes }, ...more }: Checked = {}) {
  const network = createNetwork(configuration);
  return checkNetworkGradients({
    network,
    parameters: initializeParameters(network, 1),
    sentences: drawSentences(configuration, 1),
    words,
    samples: all,
    seed: 1,
    tolerance: 1e-6,
    ...more,
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('checkNetworkGradients', () => {
  it.each(networks)('passes every number of the $cell with output $cellOutput', (network) => {
    const configuration = { ...network, ...sizes };
    const result = check({ configuration });
    expect(result.passed).toBe(true);
    for (const { checked, candidates, error, largestGradient } of result.parameters) {
      expect(checked).toBe(candidates);
      expect(error).toBeLessThan(1e-6);
      expect(largestGradient).toBeGreaterThan(1e-3);
    }
    const G = 5 * { rnn: 1, lstm: 4, gru: 3 }[network.cell];
    expect(result.parameters.map(({ name, candidates }) => [name, candidates])).toEqual([
      ['embedding', 3 * result.distinctWords],
      ['inputWeight', 3 * G],
      ['recurrentWeight', 5 * G],
      ['bias', G],
      ['outputWeight', 35],
      ['outputBias', 7],
    ]);
  });

  it('finds the parameter whose gradient is wrong, and where', () => {
    const right = LstmCell.prototype.forward;
    vi.spyOn(LstmCell.prototype, 'forward').mockImplementation(function (this: LstmCell, ops, ...rest) {
      const pass = right.call(this, ops, ...rest) as ReturnType<typeof right<(typeof rest)[0]>>;
      const backward = (dHidden: (typeof rest)[0]) => {
        const gradients = pass.backward(dHidden);
        const { dRecurrentWeight } = gradients;
        return { ...gradients, dRecurrentWeight: ops.multiply(dRecurrentWeight, ops.constant(1.0001)) };
      };
      return { ...pass, backward };
    });
    const result = check({ samples: 30 });
    expect(result.passed).toBe(false);
    const wrong = result.parameters.filter(({ passed }) => !passed);
    expect(wrong.map(({ name }) => name)).toEqual(['recurrentWeight']);
    expect(wrong[0]!.error).toBeCloseTo(1e-4, 7);
    const { analytic, numeric } = wrong[0]!.worst;
    expect(analytic / numeric).toBeCloseTo(1.0001, 6);
  });

  it('draws so many numbers of each parameter, the same for the same seed', () => {
    const few = check({ samples: 10 });
    expect(few.parameters.map(({ checked }) => checked)).toEqual([10, 10, 10, 10, 10, 7]);
    expect(check({ samples: 10 })).toEqual(few);
    const worst = (seed: number) => check({ samples: 10, seed }).parameters.map((one) => one.worst.index);
    expect(worst(2)).not.toEqual(worst(1));
  });

  it('takes of the embedding the words of the sentences, and tells where they stand in the whole', () => {
    const sentences = [{ places: Int32Array.of(29, 4), tags: Int32Array.of(0, 1) }];
    const rows = Array.from({ length: 30 }, (_, seed) => {
      const [embedding] = check({ sentences, samples: 1, seed }).parameters;
      expect(embedding!.candidates).toBe(6);
      return Math.floor(embedding!.worst.index / 3);
    });
    expect(new Set(rows)).toEqual(new Set([4, 29]));
  });

  it('tells how far it is', () => {
    const told: number[][] = [];
    const result = check({ samples: 2, onProgress: (...progress) => told.push(progress) });
    expect(told.length).toBe(result.parameters.reduce((sum, { checked }) => sum + checked, 0));
    expect(told.at(-1)).toEqual([12, 12]);
  });

  it('fails a network with numbers that are none', () => {
    const network = createNetwork({ ...networks[1], ...sizes });
    const parameters = initializeParameters(network, 1);
    parameters.outputBias = Float32Array.from({ length: 7 }, () => Number.NaN);
    const result = check({ parameters, samples: 3 });
    expect(result.parameters.map(({ passed }) => passed)).toEqual(listTrained(network).map(() => false));
  });
});

describe('compareGradient', () => {
  const at = { shape: [3], data: Float64Array.of(0.5, -1, 2) };
  /** L = Σ θ³, so ∂L/∂θ = 3 θ². */
  const lossOf = ({ data }: { readonly data: Float64Array }) =>
    data.reduce((sum, value) => sum + value ** 3, 0);
  const compare = (...gradient: number[]) =>
    compareGradient(lossOf, at, { shape: [3], data: Float64Array.from(gradient) }, [0, 1, 2]);

  it('agrees with what is right', () => {
    expect(compare(0.75, 3, 12)).toMatchObject({ largestGradient: 12 });
    expect(compare(0.75, 3, 12).error).toBeLessThan(1e-10);
  });

  it.each([
    [[0.75, 3.003, 12], 1, 1e-3],
    [[0.75, 3, 0], 2, 1],
    [[-0.75, 3, 12], 0, 2],
    [[0.75, Number.NaN, 12], 1, Number.POSITIVE_INFINITY],
  ])('finds what is wrong in %j', (gradient, index, error) => {
    const found = compare(...gradient);
    expect(found.worst.index).toBe(index);
    if (Number.isFinite(error)) expect(found.error).toBeCloseTo(error, 5);
    else expect(found.error).toBe(error);
  });
});

it.each(networks)('the loss of the $cell is that of the backward pass', (cell) => {
  const network = createNetwork({ ...cell, ...sizes });
  const sentences = drawSentences(sizes, 3);
  const batch = createFloat64Batch(network, initializeParameters(network, 2), sentences, words);
  const { loss } = network.computeGradients(new Float64Ops(), batch);
  expect(computeLoss(network, batch)).toBeCloseTo(loss.data[0]!, 13);
});
