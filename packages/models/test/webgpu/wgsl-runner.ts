import type { OpsRunner } from '../../src/testing/ops/ops-runner';
import type { Values } from '../../src/testing/values';
import { BatchTensors } from '../../src/webgpu/batch-tensors';
import type { Card } from '../../src/webgpu/card/card';
import { CardBuffers } from '../../src/webgpu/card/card-buffers';
import { Recorder } from '../../src/webgpu/card/recorder';
import { Program } from '../../src/webgpu/compile/program';
import type { WgslNode } from '../../src/webgpu/graph/node';
import { countValues } from '../../src/webgpu/graph/shape';
import { WgslOps } from '../../src/webgpu/graph/wgsl-ops';

/** Compiles each computation for a card, and runs it there. */
export function createWgslRunner(card: Card): OpsRunner {
  const buffers = new CardBuffers(card);
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
      const program = new Program(ops, outputs, card.limits);
      const kernels = await card.compile(program.kernels);

      const tensors = new BatchTensors();
      const offsets = new Map<string, number>();
      const toTensor = (type: typeof Float32Array | typeof Int32Array) => (values: Values) => ({
        shape: values.shape,
        data: type.from(Array.from(values.data)),
      });
      const host = {
        ...mapValues(inputs, toTensor(Float32Array)),
        ...mapValues(positions, toTensor(Int32Array)),
      };
      tensors.place(program, host, {}, offsets);
      let end = 0;
      const places = results.map(([name, { shape }]) => {
        const place = { name, shape: shape as number[], start: end, count: countValues(shape, {}) };
        offsets.set(`work/${name}`, end);
        end += place.count;
        return place;
      });
      const recorder = new Recorder();
      const memory = program.memory.place({}, end, offsets);
      recorder.add({ program, kernels }, {}, offsets);
      for (const [name, count] of [
        ['model', 1],
        ['work', memory],
        ['numbers', recorder.numbers.length],
        ['batch', tensors.values.length],
      ] as const)
        await buffers.reserve(name, count);
      const { device } = card;
      device.queue.writeBuffer(buffers.get('numbers'), 0, recorder.numbers);
      device.queue.writeBuffer(buffers.get('batch'), 0, tensors.values);
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      recorder.record(pass, buffers.group);
      pass.end();
      device.queue.submit([encoder.finish()]);
      const values = await card.read(buffers.get('work'), 0, end);
      card.check();
      return Object.fromEntries(
        places.map(({ name, shape, start, count }) => [
          name,
          { shape, data: values.slice(start, start + count) },
        ]),
      );
    },
    async release() {
      buffers.destroy();
    },
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
