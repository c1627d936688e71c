import { describe, expect, it } from 'vitest';
import { encodeModel } from '../src/onnx/encode-model';
import { GraphBuilder } from '../src/onnx/graph-builder';
import type { Device, Runtime, RuntimeTensor } from '../src/runtime/runtime';
import { runtimes } from './runners';
import { howToGetVulkan, useSoftwareVulkan } from './software-vulkan';

useSoftwareVulkan();

/** double = 2 a, square = a² */
function buildGraph(): Uint8Array {
  const graph = new GraphBuilder('computation');
  const a = graph.input('a', 'float32', ['n']);
  graph.output(graph.node('Add', [a, a], {}, 'double'), 'float32');
  graph.output(graph.node('Mul', [a, a], {}, 'square'), 'float32');
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

const tensor = (...values: number[]): RuntimeTensor => ({
  type: 'float32',
  data: Float32Array.from(values),
  dimensions: [values.length],
});

const kinds: [string, Runtime, Device][] = [
  ['onnxruntime-node', runtimes.node, 'cpu'],
  ['onnxruntime-web', runtimes.web, 'cpu'],
  ['onnxruntime-node, WebGPU', runtimes.node, 'webgpu'],
];

describe.each(kinds)('outputs that are kept: %s', (_, runtime, device) => {
  it('go into further runs, also of another session, and can be read', async ({ skip }) => {
    const create = () => runtime.createSession(buildGraph(), { device, kept: ['double'] });
    const session = await create().catch((error: Error) => skip(`${error.message}; ${howToGetVulkan}`));
    const other = await create();
    const first = await session.runKeeping({ a: tensor(1, 2, 3) });
    expect(Object.keys(first.kept)).toEqual(['double']);
    expect(first.outputs).toEqual({ square: tensor(1, 4, 9) });
    const second = await other.runKeeping({ a: first.kept.double! });
    expect(second.outputs).toEqual({ square: tensor(4, 16, 36) });
    // Neither changes the other, and both may be read at once.
    expect(await Promise.all([first.kept.double!.read(), second.kept.double!.read()])).toEqual([
      tensor(2, 4, 6),
      tensor(4, 8, 12),
    ]);
    first.kept.double!.release();
    expect(await second.kept.double!.read()).toEqual(tensor(4, 8, 12));
    second.kept.double!.release();
    await session.release();
    await other.release();
  });
});
