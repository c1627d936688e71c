import type { ParameterSpec } from '../layers/layer';
import type { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes, type TensorProto } from '../onnx/model-proto';
import { copyRow, countRows, packedWidth, packedZero, packRows, type Table } from './table';

/**
 * How weights are written into a model file: as they are, or each row of a matrix as whole numbers of 8 bits with a factor, which takes a fourth
 * of the room. With `int4`, those of tables have 4 bits.
 */
export const precisions = ['float32', 'int8', 'int4'] as const;
export type Precision = (typeof precisions)[number];
/** How weights are read. */
export type StoredPrecision = Exclude<Precision, 'int4'>;

const scaleName = (name: string) => `${name}.scale`;

/** Writes a parameter into a graph. @returns its value, of float32 in either precision */
export function writeWeight(
  graph: GraphBuilder,
  { name, shape: dimensions, isTable }: Pick<ParameterSpec, 'name' | 'shape' | 'isTable'>,
  data: Float32Array,
  precision: Precision,
): string {
  if (precision === 'float32' || dimensions.length !== 2)
    return graph.initializer(name, { type: 'float32', dimensions, data });
  const isPacked = precision === 'int4' && isTable === true;
  const width = dimensions[1]!;
  const { values, scales } = quantizeRows(data, width, isPacked ? 7 : 127);
  graph.initializer(scaleName(name), { type: 'float32', dimensions: [dimensions[0]!], data: scales });
  if (isPacked) return writePackedRows(graph, name, packRows(values, width), width);
  graph.initializer(name, { type: 'int8', dimensions, data: values });
  return graph.node('DequantizeLinear', [name, scaleName(name)], { axis: 0 });
}

/** Writes a packed table whose factors are there, and how it becomes float32. */
function writePackedRows(graph: GraphBuilder, name: string, data: Uint8Array, width: number): string {
  const half = packedWidth(width);
  graph.initializer(name, { type: 'uint8', dimensions: [data.length / half, half], data });
  const bytes = graph.node('Cast', [name], { to: dataTypes.float32 });
  const upper = graph.node('Floor', [graph.node('Mul', [bytes, graph.float32(1 / 16)])]);
  const lower = graph.node('Sub', [bytes, graph.node('Mul', [upper, graph.float32(16)])]);
  let values = graph.node('Concat', [lower, upper], { axis: 1 });
  if (width < 2 * half)
    values = graph.node('Slice', [values, ...[0, width, 1].map((at) => graph.integers(at))]);
  return scaleRows(graph, name, graph.node('Sub', [values, graph.float32(packedZero)]));
}

/** Each row of a parameter times its factor. */
function scaleRows(graph: GraphBuilder, name: string, values: string): string {
  return graph.node('Mul', [values, graph.node('Unsqueeze', [scaleName(name), graph.integers(1)])]);
}

/**
 * Writes a parameter, of which `hasWeight` is true, into another graph as it is in its file. Whole numbers become float32 once, when a
 * runtime loads the graph: ONNX Runtime computes these operators of constants then, and DequantizeLinear in each run.
 * @returns its value, of float32
 */
export function copyWeight(
  graph: GraphBuilder,
  { name, shape: dimensions }: Pick<ParameterSpec, 'name' | 'shape'>,
  initializers: ReadonlyMap<string, TensorProto>,
): string {
  const { data } = initializers.get(name)!;
  if (data instanceof Float32Array) return writeWeight(graph, { name, shape: dimensions }, data, 'float32');
  const scales = readScales(initializers, name)!;
  graph.initializer(scaleName(name), { type: 'float32', dimensions: [scales.length], data: scales });
  if (data instanceof Uint8Array) return writePackedRows(graph, name, data, dimensions[1]!);
  graph.initializer(name, { type: 'int8', dimensions, data: data as Int8Array });
  return scaleRows(graph, name, graph.node('Cast', [name], { to: dataTypes.float32 }));
}

/** Whether the parameter is there in this shape, with as many values as it says, in a precision that it may have. */
export function hasWeight(
  initializers: ReadonlyMap<string, TensorProto>,
  { name, shape, isTable }: Pick<ParameterSpec, 'name' | 'shape' | 'isTable'>,
): boolean {
  const weight = initializers.get(name);
  if (weight?.type === 'float32') return hasShape(weight, shape);
  const [rows, width] = shape as [number, number];
  const scales = initializers.get(scaleName(name));
  return (
    shape.length === 2 &&
    scales?.type === 'float32' &&
    hasShape(scales, [rows]) &&
    (weight?.type === 'int8'
      ? hasShape(weight, shape)
      : isTable === true && weight?.type === 'uint8' && hasShape(weight, [rows, packedWidth(width)]))
  );
}

function hasShape(tensor: TensorProto | undefined, dimensions: readonly number[]): boolean {
  return (
    tensor?.dimensions.length === dimensions.length &&
    dimensions.every((size, axis) => tensor.dimensions[axis] === size) &&
    tensor.data.length === dimensions.reduce((product, size) => product * size, 1)
  );
}

/**
 * The largest weight by absolute value. No network that has learnt comes near it; sums and products of weights up to it stay
 * finite, where a softmax of infinite values would give tags without meaning.
 */
export const largestWeight = 1e12;

/** Whether all weights of a parameter that is there are numbers, and none is too large. */
export function isValidWeight(initializers: ReadonlyMap<string, TensorProto>, name: string): boolean {
  const { data } = initializers.get(name)!;
  if (data instanceof Float32Array) return haveBitsWithin(data, 0, largestWeight, 0x7fffffff);
  return haveBitsWithin(readScales(initializers, name)!, 2 ** -149, largestWeight / 127, -1);
}

const bound = new Float32Array(1);
const bitsOf = (value: number) => {
  bound[0] = value;
  return new Int32Array(bound.buffer)[0]!;
};

/**
 * Whether float32 values are within bounds that are not negative. Their bits, as whole numbers, are in the order of the values; those of infinity and
 * of what is no number come last. A program that has just started compares them much faster.
 *
 * @param mask of the bits that count: without the sign, or all
 */
function haveBitsWithin(values: Float32Array, least: number, most: number, mask: number): boolean {
  const [lowest, highest] = [bitsOf(least), bitsOf(most)];
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  for (let at = 0; at < bits.length; at++) {
    const own = bits[at]! & mask;
    if (own < lowest || own > highest) return false;
  }
  return true;
}

function readScales(initializers: ReadonlyMap<string, TensorProto>, name: string): Float32Array | undefined {
  return initializers.get(scaleName(name))?.data as Float32Array | undefined;
}

/** A table, of which `hasWeight` is true, as it is in the file. */
export function readTable(
  initializers: ReadonlyMap<string, TensorProto>,
  { name, shape }: Pick<ParameterSpec, 'name' | 'shape'>,
): Table {
  const data = initializers.get(name)!.data as Table['data'];
  return {
    width: shape[1]!,
    data,
    scales: data instanceof Float32Array ? undefined : readScales(initializers, name),
  };
}

/** A parameter, of which `hasWeight` is true, in float32. */
export function readWeight(
  initializers: ReadonlyMap<string, TensorProto>,
  spec: Pick<ParameterSpec, 'name' | 'shape'>,
): Float32Array {
  const { data } = initializers.get(spec.name)!;
  if (data instanceof Float32Array) return data;
  const table = readTable(initializers, spec);
  const rows = countRows(table);
  const values = new Float32Array(rows * table.width);
  for (let row = 0; row < rows; row++) copyRow(table, row, values, row * table.width, 1);
  return values;
}

/**
 * The largest absolute value of a row becomes `largest`, or the number before it: factors have 8 bits of precision, which makes a file that is sent packed
 * smaller by a twentieth.
 */
export function quantizeRows(
  data: Float32Array,
  width: number,
  largest = 127,
): { values: Int8Array; scales: Float32Array } {
  const rows = data.length / width;
  const scales = new Float32Array(rows);
  const values = new Int8Array(data.length);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * width, (row + 1) * width);
    const most = own.reduce((found, value) => Math.max(found, Math.abs(value)), 0);
    scales[row] = roundUp(most / largest) || 1;
    for (const [column, value] of own.entries())
      values[row * width + column] = Math.round(value / scales[row]!);
  }
  return { values, scales };
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Rounds up to the 8 bits of precision of bfloat16. @param value not negative */
function roundUp(value: number): number {
  float[0] = value;
  bits[0] = (bits[0]! + 0xffff) & 0xffff0000;
  return float[0];
}
