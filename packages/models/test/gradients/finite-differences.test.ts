import { describe, expect, it } from 'vitest';
import { createCell } from '../../src/cells/create-cell';
import { crossEntropy } from '../../src/network/cross-entropy';
import { forward } from '../../src/network/network';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../../src/ops/float64-ops';
import { checkGradients } from '../gradient-check';
import { cells, type NetworkCase, toArguments } from '../network-cases';
import type { Values } from '../values';
import { computeExactly, createGradientCase, toTensors } from './gradient-case';
import { quantitiesOf, valuesOfQuantity, withValuesOfQuantity } from './quantities';

const ops = new Float64Ops();
const toTensor = ({ shape, data }: Values) => float64Tensor(shape, data);

describe.each(cells)('against central differences: $cell with output $cellOutput', (cell) => {
  const [sentences, step] = [false, true].map((oneStep) => {
    const gradientCase = createGradientCase(cell, { oneStep });
    return {
      network: gradientCase.network,
      tensors: toTensors(gradientCase),
      gradients: computeExactly(gradientCase),
    };
  });

  for (const quantity of quantitiesOf(cell.cell)) {
    it(quantity.name, () => {
      const { network, tensors, gradients } = quantity.oneStep ? step : sentences;
      const name = quantity.tensor;
      const gradient = toTensor(valuesOfQuantity(quantity, gradients[name]));
      const { value } = checkGradients(
        (moved) => {
          const whole = toTensor(withValuesOfQuantity(quantity, tensors[name], moved.value));
          return computeLoss(network, { ...tensors, [name]: whole }, name);
        },
        { value: toTensor(valuesOfQuantity(quantity, tensors[name])) },
        { value: gradient },
      );
      expect(value.error, JSON.stringify(value)).toBeLessThan(1e-6);
      // A test that compares zeros compares nothing.
      expect(Math.max(...gradient.data.map(Math.abs))).toBeGreaterThan(1e-3);
    });
  }
});

/** The loss by the forward pass from õ, z or x on, or the whole of it. */
function computeLoss(
  network: NetworkCase,
  tensors: Readonly<Record<string, Float64Tensor>>,
  from: string,
): number {
  const { configuration } = network;
  const { parameters, input, target } = toArguments(network, tensors);
  const computeLogits = () => {
    if (from === 'logits') return tensors.logits;
    if (from === 'z') {
      const { recurrentWeight, outputWeight, outputBias } = parameters;
      const tape = createCell(configuration).forward(ops, tensors.z, recurrentWeight, input.initial);
      return ops.linear(tape.hidden, outputWeight, outputBias);
    }
    if (from === 'x') {
      const own = { ...parameters, embedding: tensors.x };
      return forward(ops, configuration, own, { ...input, positions: tensors.steps }).logits;
    }
    return forward(ops, configuration, parameters, input).logits;
  };
  const { loss } = crossEntropy(ops, computeLogits(), target.tags, target.weight, configuration.tagCount);
  return loss.data[0];
}
