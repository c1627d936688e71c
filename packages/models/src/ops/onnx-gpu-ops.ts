import { mapValues } from '@tagger/core/internal';
import type { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes } from '../onnx/model-proto';
import { OnnxOps, type OnnxValue } from './onnx-ops';
import type { ScanResult, ScanStep } from './ops';

/** The execution providers of ONNX Runtime for graphics cards. */
export type CardProvider = 'cuda' | 'webgpu';

/**
 * ONNX nodes that a graphics card runs. ONNX Runtime hands what a card's provider lacks to the CPU, and copies the values
 * there and back in every run: on WebGPU (1.30) these are `Scan`, `Unique`, `Compress`, `OneHot`, `LogSoftmax` and whatever
 * computes with 64-bit integers. Here stand others in their place, and a loop stands as the nodes of all its steps.
 */
export class OnnxGpuOps extends OnnxOps {
  /** @param steps how many every loop has; without it a loop is a `Scan` */
  constructor(
    root: GraphBuilder,
    private readonly provider: CardProvider,
    private readonly steps?: number,
  ) {
    super(root);
  }

  override logSoftmax(a: OnnxValue) {
    if (this.provider === 'cuda') return super.logSoftmax(a);
    const shifted = this.subtract(a, this.graph.node('ReduceMax', [a], { axes: [-1], keepdims: 1 }));
    const sums = this.graph.node('ReduceSum', [this.exp(shifted), this.integers(-1)], { keepdims: 1 });
    return this.subtract(shifted, this.graph.node('Log', [sums]));
  }

  /** CUDA's `ReduceMax` is the only operator here that would need cuDNN. */
  override maxLast(a: OnnxValue) {
    if (this.provider === 'webgpu') return super.maxLast(a);
    return this.graph.nodes('TopK', [a, this.integers(1)], 2, { axis: -1 })[0]!;
  }

  /** As a product with a one-hot matrix: sums by atomic additions would differ from run to run. */
  override scatterAdd(values: OnnxValue, positions: OnnxValue, rows: OnnxValue) {
    const positions_N1 = this.graph.node('Reshape', [positions, this.integers(-1, 1)]);
    const rowCount = this.graph.node('Gather', [this.graph.node('Shape', [rows]), this.#integer(0)]);
    const range_R = this.graph.node('Range', [
      this.#integer(0),
      this.graph.node('Cast', [rowCount], { to: dataTypes.int32 }),
      this.#integer(1),
    ]);
    return this.matmulRows(this.#equal(positions_N1, range_R), values);
  }

  override oneHot(positions: OnnxValue, depth: number) {
    const data = Int32Array.from({ length: depth }, (_, index) => index);
    const range = this.initializer(`range${depth}`, { type: 'int32', dimensions: [depth], data });
    return this.#equal(this.graph.node('Unsqueeze', [positions, this.integers(-1)]), range);
  }

  override scan<State extends string, Input extends string, Output extends string>(
    step: (
      state: Record<State, OnnxValue>,
      input: Record<Input, OnnxValue>,
    ) => ScanStep<OnnxValue, State, Output>,
    initial: Record<State, OnnxValue>,
    inputs: Record<Input, OnnxValue>,
    options: { readonly reverse?: boolean } = {},
  ): ScanResult<OnnxValue, State, Output> {
    if (this.steps === undefined) return super.scan(step, initial, inputs, options);
    const steps: Record<Output, OnnxValue>[] = [];
    let state = initial;
    for (let count = 0; count < this.steps; count++) {
      const t = options.reverse ? this.steps - 1 - count : count;
      const input = mapValues(inputs, (sequence) => this.graph.node('Gather', [sequence, this.#integer(t)]));
      const result = this.writeStep(() => step(state, input));
      state = result.state;
      steps[t] = result.outputs;
    }
    return { final: state, outputs: mapValues(steps[0]!, (_, name) => this.#stack(steps, name)) };
  }

  /** The values of all steps under one name, along a new first axis. */
  #stack<Output extends string>(steps: readonly Record<Output, OnnxValue>[], name: Output) {
    const first = this.integers(0);
    const parts = steps.map((outputs) => this.graph.node('Unsqueeze', [outputs[name], first]));
    return this.graph.node('Concat', parts, { axis: 0 });
  }

  /** 1 where whole numbers are equal, 0 elsewhere. */
  #equal(a: OnnxValue, b: OnnxValue) {
    return this.graph.node('Cast', [this.graph.node('Equal', [a, b])], { to: dataTypes.float32 });
  }

  #integer(value: number) {
    return this.initializer(`s${value}`, { type: 'int32', dimensions: [], data: Int32Array.of(value) });
  }
}
