import * as native from 'onnxruntime-node';
import * as web from 'onnxruntime-web';
import { encodeModel } from '../src/onnx/encode-model';
import { GraphBuilder } from '../src/onnx/graph-builder';
import type { DataType } from '../src/onnx/model-proto';
import { Float64Ops, float64Tensor } from '../src/ops/float64-ops';
import { OnnxGpuOps } from '../src/ops/onnx-gpu-ops';
import { OnnxOps } from '../src/ops/onnx-ops';
import { OnnxRuntimeAdapter } from '../src/runtime/onnxruntime';
import type { Runtime, RuntimeOptions, RuntimeTensor } from '../src/runtime/runtime';
import type { OpsRunner } from '../src/testing/ops/ops-runner';
import type { Values } from '../src/testing/values';

export const runtimes: Readonly<Record<'node' | 'web', Runtime>> = {
  node: new OnnxRuntimeAdapter('onnxruntime-node', native, 'cpu'),
  web: new OnnxRuntimeAdapter('onnxruntime-web', web, 'wasm'),
};

export const float64Runner: OpsRunner = {
  async run(compute, inputs, positions) {
    const tensors = mapValues({ ...inputs, ...positions }, ({ shape, data }) => float64Tensor(shape, data));
    return compute(new Float64Ops(), tensors);
  },
};

type CreateOps = (graph: GraphBuilder, inputs: Readonly<Record<string, Values>>) => OnnxOps;

export const createCpuOps: CreateOps = (graph) => new OnnxOps(graph);
/** In the cases of this suite the first input is what a loop goes over. */
export const createUnrolledOps: CreateOps = (graph, inputs) =>
  new OnnxGpuOps(graph, 'webgpu', Object.values(inputs)[0]?.shape[0]);
/** With loops as they are. */
export const createGpuOps: CreateOps = (graph) => new OnnxGpuOps(graph, 'cuda');

/** Writes each computation as a graph, and has it executed. */
export function createOnnxRunner(
  runtime: Runtime,
  options: RuntimeOptions,
  createOps: CreateOps = createCpuOps,
): OpsRunner {
  return {
    async run(compute, inputs, positions = {}) {
      const graph = new GraphBuilder('computation');
      // As in real graphs, sizes are known at run time only.
      const declare = (type: DataType) => (values: Values, name: string) =>
        graph.input(
          name,
          type,
          values.shape.map((_, axis) => `${name}${axis}`),
        );
      const outputs = compute(createOps(graph, inputs), {
        ...mapValues(inputs, declare('float32')),
        ...mapValues(positions, declare('int32')),
      });
      for (const [name, value] of Object.entries(outputs))
        graph.output(graph.node('Identity', [value], {}, `result_${name}`), 'float32');

      const model = encodeModel({ metadata: new Map(), graph: graph.build() });
      const session = await runtime.createSession(model, options);
      try {
        const results = await session.run({
          ...mapValues(inputs, toFloats),
          ...mapValues(positions, toIntegers),
        });
        return mapValues(outputs, (_, name) => fromTensor(results[`result_${name}`]!));
      } finally {
        await session.release();
      }
    },
  };
}

const toFloats = ({ shape, data }: Values): RuntimeTensor => ({
  type: 'float32',
  data: Float32Array.from(data),
  dimensions: shape,
});

const toIntegers = ({ shape, data }: Values): RuntimeTensor => ({
  type: 'int32',
  data: Int32Array.from(data),
  dimensions: shape,
});

const fromTensor = ({ data, dimensions }: RuntimeTensor): Values => ({
  shape: dimensions,
  data: data as Float32Array,
});

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
