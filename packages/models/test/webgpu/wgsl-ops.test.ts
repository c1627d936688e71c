import { createRandom } from '@tagger/core/internal';
import { expect, it } from 'vitest';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../../src/ops/float64-ops';
import type { Ops } from '../../src/ops/ops';
import { describeOps } from '../../src/testing/describe-ops';
import { randomValues, type Values } from '../../src/testing/values';
import { Card } from '../../src/webgpu/card/card';
import type { WgslNode } from '../../src/webgpu/graph/node';
import type { WgslOps } from '../../src/webgpu/graph/wgsl-ops';
import { howToGetVulkan, useSoftwareVulkan } from '../software-vulkan';
import { createWgslRunner } from './wgsl-runner';

useSoftwareVulkan();

const card = await Card.open().catch((error: Error) => error);

if (card instanceof Error) it.skip(`WgslOps (${card.message}; ${howToGetVulkan})`);
else {
  describeOps({
    name: 'WgslOps',
    create: async () => createWgslRunner(card),
    // A kernel sums thousands of values one after the other.
    tolerance: 3e-5,
  });

  it('computes what is larger than a workgroup as float64 does', async () => {
    const random = createRandom(1, 'large');
    const inputs = { a: randomValues(random, [3, 30, 150]), b: randomValues(random, [150, 70]) };
    const compute = <T>(ops: Ops<T>, { a, b }: Readonly<Record<string, T>>) => {
      const product = ops.matmul(a!, b!);
      return {
        product,
        rows: ops.matmulRows(product, a!),
        columns: ops.sumRows(a!),
        sum: ops.sumLast(a!),
        largest: ops.maxLast(a!),
        logarithms: ops.logSoftmax(a!),
        all: ops.sum(product),
      };
    };
    const toTensor = ({ shape, data }: Values) => float64Tensor(shape, data);
    const exact = compute<Float64Tensor>(new Float64Ops(), {
      a: toTensor(inputs.a),
      b: toTensor(inputs.b),
    });
    const actual = await createWgslRunner(card).run(compute, inputs);
    for (const [name, { shape, data }] of Object.entries(exact)) {
      expect(actual[name]!.shape, name).toEqual(shape);
      const size = Math.max(...data.map(Math.abs));
      const worst = Math.max(...data.map((value, at) => Math.abs(value - actual[name]!.data[at]!)));
      expect(worst / size, name).toBeLessThan(2e-6);
    }
  });

  it.each([7, 150])('finds the first of the largest of %i values', async (width) => {
    const random = createRandom(1, 'largest');
    // Whole numbers: some are there several times.
    const data = Array.from({ length: 6 * width }, () => random.integer(5));
    const compute = (ops: Ops<WgslNode>, { a }: Readonly<Record<string, WgslNode>>) => {
      const { argmaxLast, pick } = ops as WgslOps;
      const columns = argmaxLast.call(ops, a!);
      return { columns, values: pick.call(ops, a!, columns) };
    };
    const inputs = { a: { shape: [2, 3, width], data } };
    const { columns, values } = await createWgslRunner(card).run(compute as never, inputs);
    const rows = Array.from({ length: 6 }, (_, row) => data.slice(row * width, (row + 1) * width));
    expect(Array.from(columns!.data)).toEqual(rows.map((row) => row.indexOf(Math.max(...row))));
    expect(Array.from(values!.data)).toEqual(rows.map((row) => Math.max(...row)));
  });
}
