import type { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes, type TensorProto } from '../onnx/model-proto';
import type { Ops, ScanResult, ScanStep } from './ops';

/** A value of an ONNX graph that is being written: its name. */
export type OnnxValue = string;

/**
 * Writes each operation as ONNX nodes (opset 17 or 20). Nothing is computed here: a runtime executes the graph. Constants go
 * into the outermost graph, where the bodies of loops see them.
 */
export class OnnxOps implements Ops<OnnxValue> {
  readonly #constants = new Map<string, OnnxValue>();
  /** Where the next node goes: the body of a loop while that is written. */
  protected graph: GraphBuilder;
  /** Whether a step of a loop is being written, where sequences are [B, N]. */
  protected isInStep = false;

  constructor(readonly root: GraphBuilder) {
    this.graph = root;
  }

  constant(value: number) {
    return this.initializer(`f${value}`, {
      type: 'float32',
      dimensions: [],
      data: Float32Array.of(value),
    });
  }

  add = this.#operator('Add');
  subtract = this.#operator('Sub');
  multiply = this.#operator('Mul');
  divide = this.#operator('Div');
  minimum = this.#operator('Min');
  maximum = this.#operator('Max');
  exp = this.#operator('Exp');
  log = this.#operator('Log');
  sqrt = this.#operator('Sqrt');
  tanh = this.#operator('Tanh');
  sigmoid = this.#operator('Sigmoid');
  matmul = this.#operator('MatMul');

  logSoftmax(a: OnnxValue) {
    return this.graph.node('LogSoftmax', [a], { axis: -1 });
  }

  matmulRows(a: OnnxValue, b: OnnxValue) {
    return this.graph.node('Gemm', [this.flatten(a), this.flatten(b)], { transA: 1 });
  }

  linear(x: OnnxValue, weight: OnnxValue, bias: OnnxValue) {
    // Within a loop x is [B, K], and one Gemm adds the bias as well; it takes no more than two axes.
    if (this.isInStep) return this.graph.node('Gemm', [x, weight, bias], { transB: 1 });
    const transposed = this.graph.node('Transpose', [weight], { perm: [1, 0] });
    return this.add(this.matmul(x, transposed), bias);
  }

  sum(a: OnnxValue) {
    return this.graph.node('ReduceSum', [a], { keepdims: 0 });
  }

  sumRows(a: OnnxValue) {
    return this.graph.node('ReduceSum', [this.flatten(a), this.integers(0)], { keepdims: 0 });
  }

  sumLast(a: OnnxValue) {
    return this.graph.node('ReduceSum', [a, this.integers(-1)], { keepdims: 1 });
  }

  maxLast(a: OnnxValue) {
    return this.graph.reduceMax(a, -1, 1);
  }

  transpose(a: OnnxValue) {
    return this.graph.node('Transpose', [a], { perm: [1, 0] });
  }

  mergeAxes(a: OnnxValue) {
    return this.#reshapeEnd(a, -2, -1);
  }

  splitAxis(a: OnnxValue, count: number) {
    return this.#reshapeEnd(a, -1, count, -1);
  }

  split(a: OnnxValue, sizes: readonly number[]) {
    return this.graph.nodes('Split', [a, this.integers(...sizes)], sizes.length, { axis: -1 });
  }

  concat(parts: readonly OnnxValue[]) {
    return this.graph.node('Concat', parts, { axis: -1 });
  }

  gather(rows: OnnxValue, positions: OnnxValue) {
    return this.graph.node('Gather', [rows, positions]);
  }

  /**
   * ScatterND with reduction "add" would do it in one node, but ONNX Runtime's loses sums when several of its threads
   * meet in one row (microsoft/onnxruntime issue 23396). So: each row that occurs gets its first value, and those that
   * occur more than once then get their sum, as a product with a small one-hot matrix.
   */
  scatterAdd(values: OnnxValue, positions: OnnxValue, rows: OnnxValue) {
    const node = this.graph.node.bind(this.graph);
    const [values_NM, one] = [this.flatten(values), this.integers(1)];
    const positions_N = node('Reshape', [
      node('Cast', [positions], { to: dataTypes.int64 }),
      this.integers(-1),
    ]);
    const [distinct, first, , counts] = this.graph.nodes('Unique', [positions_N], 4) as [
      string,
      string,
      string,
      string,
    ];
    const repeated_P = node('Compress', [distinct, node('Greater', [counts, one])]);

    const column = (indexes: OnnxValue) => node('Unsqueeze', [indexes, one]);
    const zeros = node('ConstantOfShape', [node('Shape', [rows])]);
    const firstValues = node('ScatterND', [zeros, column(distinct), node('Gather', [values_NM, first])]);
    const oneHot_PN = node('Cast', [node('Equal', [column(repeated_P), positions_N])], {
      to: dataTypes.float32,
    });
    return node('ScatterND', [firstValues, column(repeated_P), node('MatMul', [oneHot_PN, values_NM])]);
  }

  takeSteps(sequence: OnnxValue, positions: OnnxValue) {
    return this.graph.node('Gather', [this.flatten(sequence), positions]);
  }

  /** The rows of a table with these ids, int64 [R, 1]. */
  takeRows(table: OnnxValue, ids_R1: OnnxValue) {
    return this.graph.node('GatherND', [table, ids_R1]);
  }

  /** The table with other rows at these ids, int64 [R, 1], each of which may occur once. */
  replaceRows(table: OnnxValue, ids_R1: OnnxValue, rows: OnnxValue) {
    return this.graph.node('ScatterND', [table, ids_R1, rows]);
  }

  oneHot(positions: OnnxValue, depth: number) {
    const offOn = this.initializer('offOn', {
      type: 'float32',
      dimensions: [2],
      data: Float32Array.of(0, 1),
    });
    const size = this.initializer(`n${depth}`, { type: 'int32', dimensions: [], data: Int32Array.of(depth) });
    return this.graph.node('OneHot', [positions, size, offOn], { axis: -1 });
  }

  delay(sequence: OnnxValue, initial: OnnxValue) {
    const [zero, last] = [this.integers(0), this.integers(-1)];
    const first = this.graph.node('Unsqueeze', [initial, zero]);
    const allButLast = this.graph.node('Slice', [sequence, zero, last, zero]);
    return this.graph.node('Concat', [first, allButLast], { axis: 0 });
  }

  scan<State extends string, Input extends string, Output extends string>(
    step: (
      state: Record<State, OnnxValue>,
      input: Record<Input, OnnxValue>,
    ) => ScanStep<OnnxValue, State, Output>,
    initial: Record<State, OnnxValue>,
    inputs: Record<Input, OnnxValue>,
    { reverse = false } = {},
  ): ScanResult<OnnxValue, State, Output> {
    const outer = this.graph;
    const body = outer.child('step');
    const declare = <Name extends string>(values: Record<Name, OnnxValue>) =>
      mapKeys(Object.keys(values) as Name[], (name) => body.input(body.uniqueName(name), 'float32'));

    this.graph = body;
    const { state, outputs } = this.writeStep(() => step(declare(initial), declare(inputs)));
    this.graph = outer;

    const stateNames = Object.keys(initial) as State[];
    const outputNames = Object.keys(outputs) as Output[];
    // A graph's outputs are distinct and made by its own nodes: any other value needs a node that gives it a second name.
    const named = new Set<OnnxValue>();
    for (const value of [
      ...stateNames.map((name) => state[name]),
      ...outputNames.map((name) => outputs[name]),
    ]) {
      const isFresh = body.produces(value) && !named.has(value);
      body.output(isFresh ? value : body.node('Identity', [value]), 'float32');
      named.add(value);
    }

    const scanned = Object.values<OnnxValue>(inputs);
    const results = outer.nodes(
      'Scan',
      [...stateNames.map((name) => initial[name]), ...scanned],
      stateNames.length + outputNames.length,
      {
        body: { graph: body.build() },
        num_scan_inputs: scanned.length,
        scan_input_directions: scanned.map(() => Number(reverse)),
        scan_output_directions: outputNames.map(() => Number(reverse)),
      },
    );
    return {
      final: mapKeys(stateNames, (_, index) => results[index]!),
      outputs: mapKeys(outputNames, (_, index) => results[stateNames.length + index]!),
    };
  }

  #operator(operator: string) {
    return (...values: OnnxValue[]) => this.graph.node(operator, values);
  }

  protected writeStep<Result>(write: () => Result): Result {
    const isInLoop = this.isInStep;
    this.isInStep = true;
    const result = write();
    this.isInStep = isInLoop;
    return result;
  }

  /** Other sizes in the place of the axes from `start` on; -1 stands for what is left. */
  #reshapeEnd(a: OnnxValue, start: number, ...sizes: number[]) {
    const leading = this.graph.node('Shape', [a], { end: start });
    const shape = this.graph.node('Concat', [leading, this.integers(...sizes)], { axis: 0 });
    return this.graph.node('Reshape', [a, shape]);
  }

  /** [..., N] → [*, N] */
  protected flatten(a: OnnxValue) {
    return this.graph.node('Flatten', [a], { axis: -1 });
  }

  protected integers(...values: number[]) {
    const data = BigInt64Array.from(values, BigInt);
    return this.initializer(`i${values}`, { type: 'int64', dimensions: [values.length], data });
  }

  /** A value that is written into the file, once for each name. */
  protected initializer(name: string, tensor: Omit<TensorProto, 'name'>) {
    const known = this.#constants.get(name) ?? this.root.initializer(`constant_${name}`, tensor);
    this.#constants.set(name, known);
    return known;
  }
}

function mapKeys<Key extends string>(keys: readonly Key[], map: (key: Key, index: number) => OnnxValue) {
  return Object.fromEntries(keys.map((key, index) => [key, map(key, index)])) as Record<Key, OnnxValue>;
}
