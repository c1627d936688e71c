import type { OpsRunner } from '../../src/testing/ops/ops-runner';
import type { Values } from '../../src/testing/values';
import type { Card } from '../../src/webgpu/card/card';
import { ProgramRunner } from '../../src/webgpu/card/program-runner';
import { Program } from '../../src/webgpu/compile/program';
import type { WgslNode } from '../../src/webgpu/graph/node';
import { countValues } from '../../src/webgpu/graph/shape';
import { WgslOps } from '../../src/webgpu/graph/wgsl-ops';

/** Compiles each computation for a card, and runs it there. */
export function createWgslRunner(card: Card): OpsRunner {
  const runner = new ProgramRunner(card);
  return {
    async run(compute, inputs, positions = {}) {
      const ops = new WgslOps();
      const leaves = (values: Readonly<Record<string, Values>>, isInteger: boolean) =>
        Object.entries(values).map(([name, { shape }]) => [name, ops.leaf('batch', name, shape, isInteger)]);
      const given = Object.fromEntries([...leaves(inputs, false), ...leaves(positions, true)]);
      const results = Object.entries<WgslNode>(compute(ops, given));
      const outputs = results.map(([name, node]) => ({
        node,
        storage: { space: 'work', key: `work/${name}` } as const,
      }));
      const program = await runner.compile(new Program(ops, outputs, card.limits));
      const offsets = new Map<string, number>();
      const toTensor = (type: typeof Float32Array | typeof Int32Array) => (values: Values) => ({
        shape: values.shape,
        data: type.from(Array.from(values.data)),
      });
      const tensors = {
        ...mapValues(inputs, toTensor(Float32Array)),
        ...mapValues(positions, toTensor(Int32Array)),
      };
      let end = 0;
      const places = results.map(([name, { shape }]) => {
        const place = { name, shape: shape as number[], start: end, count: countValues(shape, {}) };
        offsets.set(`work/${name}`, end);
        end += place.count;
        return place;
      });
      runner.begin();
      const memory = runner.add(program, { tensors, sizes: {}, offsets }, end);
      await runner.buffers.reserve('model', 1);
      const encoder = await runner.encode(memory);
      const read = card.copyOut(encoder, runner.buffers.get('work'), 0, end);
      card.device.queue.submit([encoder.finish()]);
      const values = await read();
      return Object.fromEntries(
        places.map(({ name, shape, start, count }) => [
          name,
          { shape, data: values.slice(start, start + count) },
        ]),
      );
    },
    async release() {
      runner.buffers.destroy();
    },
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
