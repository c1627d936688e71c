import type { Attribute, DataType, GraphProto, NodeProto, TensorProto, ValueInfo } from './model-proto';

/**
 * Collects the nodes of an ONNX graph. Values are known by name; a body of a loop is a builder made by `child`, whose
 * nodes may also use the names of the graph around it.
 */
export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #counter: { next: number };

  constructor(
    readonly name: string,
    counter = { next: 0 },
  ) {
    this.#counter = counter;
  }

  /** A graph inside this one. Names are unique over both. */
  child(name: string): GraphBuilder {
    return new GraphBuilder(name, this.#counter);
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

  /** A number [] of its own. */
  int32(value: number): string {
    const data = Int32Array.of(value);
    return this.initializer(this.uniqueName('integer'), { type: 'int32', dimensions: [], data });
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

  /** A node of an operator that ONNX Runtime alone has. */
  contributedNode(operator: string, inputs: readonly string[]): string {
    const output = this.uniqueName(operator);
    this.#nodes.push({ operator, inputs, outputs: [output], attributes: {}, isContributed: true });
    return output;
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
      inputs: this.#inputs,
      outputs: this.#outputs,
    };
  }
}
