import type {
  Attribute,
  DataType,
  GraphProto,
  NodeProto,
  OperatorDomain,
  Opset,
  StringTensorProto,
  TensorProto,
  ValueInfo,
} from './model-proto';

/**
 * Collects the nodes of an ONNX graph. Values are known by name; a body of a loop is a builder made by `child`, whose
 * nodes may also use the names of the graph around it.
 */
export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #texts: StringTensorProto[] = [];
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #counter: { next: number };

  constructor(
    readonly name: string,
    readonly opset: Opset = 17,
    counter = { next: 0 },
  ) {
    this.#counter = counter;
  }

  /** A graph inside this one. Names are unique over both. */
  child(name: string): GraphBuilder {
    return new GraphBuilder(name, this.opset, this.#counter);
  }

  /** A name that nothing else in the graph has. */
  uniqueName(hint: string): string {
    return `${hint}_${this.#counter.next++}`;
  }

  input(name: string, type: DataType, dimensions?: readonly (number | string)[]): string {
    this.#inputs.push({ name, type, dimensions });
    return name;
  }

  output(name: string, type: DataType, dimensions?: readonly (number | string)[]): void {
    this.#outputs.push({ name, type, dimensions });
  }

  initializer(name: string, tensor: Omit<TensorProto, 'name'>): string {
    this.#initializers.push({ name, ...tensor });
    return name;
  }

  /** Strings of their own: [N], or one alone []. */
  texts(data: string | readonly string[]): string {
    const name = this.uniqueName('texts');
    const isOne = typeof data === 'string';
    this.#texts.push({ name, dimensions: isOne ? [] : [data.length], data: isOne ? [data] : data });
    return name;
  }

  /** A number [] of its own. */
  int32(value: number): string {
    const data = Int32Array.of(value);
    return this.initializer(this.uniqueName('integer'), { type: 'int32', dimensions: [], data });
  }

  /** The same in float32. */
  float32(value: number): string {
    const data = Float32Array.of(value);
    return this.initializer(this.uniqueName('scalar'), { type: 'float32', dimensions: [], data });
  }

  /** Whole numbers [N] of their own, int64: shapes, axes and the like. */
  integers(...values: number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.initializer(this.uniqueName('integers'), {
      type: 'int64',
      dimensions: [values.length],
      data,
    });
  }

  /** A node with one output, which is named after the operator unless told. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = this.uniqueName(operator),
  ): string {
    this.#nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** A node of an operator that is not ONNX's own. */
  foreignNode(
    domain: OperatorDomain,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const output = this.uniqueName(operator);
    this.#nodes.push({ operator, inputs, outputs: [output], attributes, domain });
    return output;
  }

  /** The largest values along an axis. Their operator takes the axis as an input from opset 18 on. */
  reduceMax(value: string, axis: number, keepdims: 0 | 1): string {
    if (this.opset < 18) return this.node('ReduceMax', [value], { axes: [axis], keepdims });
    return this.node('ReduceMax', [value, this.integers(axis)], { keepdims });
  }

  /** A node with several outputs. */
  nodes(
    operator: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => this.uniqueName(operator));
    this.#nodes.push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  /** Whether a node of this graph has the value as output. */
  produces(value: string): boolean {
    return this.#nodes.some(({ outputs }) => outputs.includes(value));
  }

  build(): GraphProto {
    return {
      name: this.name,
      nodes: this.#nodes,
      initializers: this.#initializers,
      texts: this.#texts,
      inputs: this.#inputs,
      outputs: this.#outputs,
      opset: this.opset,
    };
  }
}
