import { describe, expect, it } from 'vitest';
import * as production from '../../src/network/create-network';
import { Float64Ops } from '../../src/ops/float64-ops';
import { compareGradients, computeDifferences, type NamedTensors } from '../gradient-check';
import { cells, createNetworkCase, toEnvironment, valuesOf } from '../network-cases';
import { toGradientCase, toTensors } from './gradient-case';
import { importMutant } from './import-mutant';
import { mutantsOf } from './mutants';

const ops = new Float64Ops();

describe.each(cells)('the gradient check of the $cell with output $cellOutput', (cell) => {
  // As small as can be: two sentences, one padded.
  const sizes = { vocabularySize: 4, embeddingSize: 2, hiddenSize: 2, tagCount: 2 };
  const network = createNetworkCase(cell, { sizes, lengths: [3, 1], range: [0.3, 0.9] });
  const { shape, data } = network.weight;
  const weight = { shape, data: Array.from(data, (value) => (value > 0 ? 1 : 0)) };
  const tensors = toTensors(toGradientCase({ ...network, weight }));
  const names = Object.keys(valuesOf(network).differentiable);
  // No mutant changes the forward pass, so these are the truth for all of them.
  const differences = computeDifferences(
    (moved) => computeLoss({ ...tensors, ...moved }),
    Object.fromEntries(names.map((name) => [name, tensors[name]!])),
  );

  function computeLoss(moved: NamedTensors): number {
    const environment = toEnvironment(moved);
    const { logits } = network.network.forward(ops, environment);
    return network.network.loss(ops, environment, logits).loss.data[0]!;
  }

  /** The names of the gradients that differ from the central differences. */
  function findWrong({ createNetwork }: Pick<typeof production, 'createNetwork'>): string[] {
    const result = createNetwork(network.configuration).computeGradients(ops, toEnvironment(tensors));
    expect(result.loss.data[0]).toBe(computeLoss(tensors));
    const checks = compareGradients(result.gradients, differences);
    return names.filter((name) => !(checks[name]!.error < 1e-6));
  }

  it('is green', () => {
    expect(findWrong(production)).toEqual([]);
  });

  // In the gradients that need the term, and in no other.
  for (const { name, spoils, ...mutation } of mutantsOf(cell)) {
    it(`is red without ${name}`, async () => {
      expect(findWrong(await importMutant(mutation))).toEqual(names.filter((each) => spoils.includes(each)));
    });
  }
});

it('a mutant whose expression is no longer in the source, or is there twice, says so', async () => {
  const mutation = { file: 'cells/rnn.ts', replacement: '0' };
  await expect(importMutant({ ...mutation, expression: 'ops.add(a, b)' })).rejects.toThrow(
    'src/cells/rnn.ts must have this exactly once, found 0 times: ops.add(a, b)',
  );
  await expect(importMutant({ ...mutation, expression: 'hidden_TBH' })).rejects.toThrow(/found [2-9] times/);
});
