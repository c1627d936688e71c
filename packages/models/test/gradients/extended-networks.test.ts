import { describe, expect, it } from 'vitest';
import { listTrained } from '../../src/network/network';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../../src/ops/float64-ops';
import type { Ops } from '../../src/ops/ops';
import { relativeDifference } from '../../src/testing/values';
import { compareGradients, computeDifferences, type NamedTensors } from '../gradient-check';
import { toEnvironment } from '../network-cases';
import { createOnnxRunner, runtimes } from '../runners';
import { createExtendedCase, type ExtendedCase, extendedNetworks, openNetworks } from './extended-cases';

const ops = new Float64Ops();

/** The loss and the gradients of all parameters that learn, by the code that trains. */
function computeAll<T>(
  ops: Ops<T>,
  { network }: ExtendedCase,
  tensors: Readonly<Record<string, T>>,
): Record<string, T> {
  const { loss, gradients } = network.computeGradients(ops, toEnvironment(tensors));
  const learning = listTrained(network).map((name) => [name, gradients[name]]);
  return { loss, ...Object.fromEntries(learning) };
}

const cases = [
  ...Object.entries(extendedNetworks).map(([name, network]) => [name, createExtendedCase(network)] as const),
  ...Object.entries(openNetworks).map(([name, open]) => [name, createExtendedCase(...open)] as const),
];

describe.each(cases)('the gradients of: %s', (_, extendedCase) => {
  const tensors: Record<string, Float64Tensor> = {};
  for (const [name, { shape, data }] of Object.entries({ ...extendedCase.batch, ...extendedCase.parameters }))
    tensors[name] = float64Tensor(shape, data);
  const { network } = extendedCase;
  const names = listTrained(network);
  const exact = computeAll(ops, extendedCase, tensors);

  it('are those of every parameter and of the first states, and of nothing else', () => {
    const { gradients } = network.computeGradients(ops, toEnvironment(tensors));
    const states = network.inputs.map(({ name }) => name).filter((name) => name.startsWith('initial.'));
    expect(Object.keys(gradients).sort()).toEqual([...names, ...states].sort());
  });

  it('agree with central differences at every number', () => {
    const lossOf = (moved: NamedTensors) => {
      const environment = toEnvironment({ ...tensors, ...moved });
      const { logits } = network.forward(ops, environment);
      return network.loss(ops, environment, logits).loss.data[0]!;
    };
    const differences = computeDifferences(
      lossOf,
      Object.fromEntries(names.map((name) => [name, tensors[name]!])),
    );
    const checks = compareGradients(exact, differences);
    for (const name of names) {
      expect(checks[name]!.error, `${name} ${JSON.stringify(checks[name])}`).toBeLessThan(1e-6);
      // A test that compares zeros compares nothing.
      expect(Math.max(...exact[name]!.data.map(Math.abs)), name).toBeGreaterThan(1e-4);
    }
  });

  it('are the same in ONNX Runtime on two threads', async () => {
    const isPosition = (data: unknown) => data instanceof Int32Array;
    const batch = Object.entries(extendedCase.batch);
    const floats = Object.fromEntries(batch.filter(([, { data }]) => !isPosition(data)));
    const positions = Object.fromEntries(batch.filter(([, { data }]) => isPosition(data)));
    const actual = await createOnnxRunner(runtimes.node, { device: 'cpu', threads: 2 }).run(
      (ops, values) => computeAll(ops, extendedCase, values),
      { ...extendedCase.parameters, ...floats },
      positions,
    );
    for (const [name, { shape, data }] of Object.entries(exact)) {
      expect(actual[name]!.shape, name).toEqual(shape);
      expect(relativeDifference(actual[name]!.data, data), name).toBeLessThan(1e-4);
    }
  });
});
