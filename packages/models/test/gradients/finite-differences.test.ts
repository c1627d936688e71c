import { describe, expect, it } from 'vitest';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../../src/ops/float64-ops';
import type { Values } from '../../src/testing/values';
import { checkGradients } from '../gradient-check';
import { cells, type NetworkCase, toEnvironment } from '../network-cases';
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
      const { network, tensors, gradients } = quantity.oneStep ? step! : sentences!;
      const name = quantity.tensor;
      const gradient = toTensor(valuesOfQuantity(quantity, gradients[name]!));
      const { value } = checkGradients(
        (moved) => {
          const whole = toTensor(withValuesOfQuantity(quantity, tensors[name]!, moved.value));
          return computeLoss(network, { ...tensors, [name]: whole }, name);
        },
        { value: toTensor(valuesOfQuantity(quantity, tensors[name]!)) },
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
  { network }: NetworkCase,
  tensors: Readonly<Record<string, Float64Tensor>>,
  from: string,
): number {
  const environment = toEnvironment(tensors);
  const [layer] = network.layers;
  const [output] = network.outputs;
  const computeLogits = () => {
    if (from === 'logits') return tensors.logits;
    if (from === 'z') {
      const run = layer!.run(ops, environment, [tensors.z]);
      return output!.forward(ops, environment, run.output).output;
    }
    const own = { ...tensors, embedding: tensors.x, 'words.embedding': tensors.rows, places: tensors.steps };
    return network.forward(ops, from === 'x' ? toEnvironment(own) : environment).logits[0];
  };
  return output!.loss(ops, environment, computeLogits()).loss!.data[0]!;
}
