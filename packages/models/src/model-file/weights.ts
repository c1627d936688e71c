import type { ParameterSpec } from '../layers/layer';
import type { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes, type TensorProto } from '../onnx/model-proto';
import { copyRow, type Table } from './table';

/** The largest whole number in the rows of a matrix, and in those of a table. */
const wholeNumbers = {
  int8: { matrix: 127, table: 127 },
  int4: { matrix: 127, table: 7 },
} as const;

/**
 * How weights are written into a model file: as they are, or each row of a matrix as whole numbers of 8 bits with a factor, which takes a fourth
 * of the room. With `int4`, those of tables are from -7 to 7: the file has the same size, and takes a third less where it is sent packed.
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
  const largest = wholeNumbers[precision][isTable ? 'table' : 'matrix'];
  const { values, scales } = quantizeRows(data, dimensions[1]!, largest);
  graph.initializer(name, { type: 'int8', dimensions, data: values });
  graph.initializer(scaleName(name), { type: 'float32', dimensions: [dimensions[0]!], data: scales });
  return graph.node('DequantizeLinear', [name, scaleName(name)], { axis: 0 });
}

/**
 * Writes a parameter, of which `hasWeight` is true, into another graph as it is in its file. Whole numbers become float32 once, when a
 * runtime loads the graph: ONNX Runtime computes these operators of constants then, and DequantizeLinear in each run.
 * @returns its value, of float32
 */
export function copyWeight(
  graph: GraphBuilder,
  name: string,
  initializers: ReadonlyMap<string, TensorProto>,
): string {
  const { data, dimensions } = initializers.get(name)!;
  if (!(data instanceof Int8Array))
    return writeWeight(graph, { name, shape: dimensions }, data as Float32Array, 'float32');
  graph.initializer(name, { type: 'int8', dimensions, data });
  const scales = {
    type: 'float32',
    dimensions: [dimensions[0]!, 1],
    data: readScales(initializers, name)!,
  } as const;
  const values = graph.node('Cast', [name], { to: dataTypes.float32 });
  return graph.node('Mul', [values, graph.initializer(scaleName(name), scales)]);
}

/** Whether the parameter is there in this shape, with as many values as it says, in either precision. */
export function hasWeight(
  initializers: ReadonlyMap<string, TensorProto>,
  name: string,
  dimensions: readonly number[],
): boolean {
  const weight = initializers.get(name);
  if (!hasShape(weight, dimensions)) return false;
  if (weight?.type === 'float32') return true;
  const scales = initializers.get(scaleName(name));
  return (
    weight?.type === 'int8' &&
    dimensions.length === 2 &&
    scales?.type === 'float32' &&
    hasShape(scales, dimensions.slice(0, 1))
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
  if (data instanceof Float32Array) return isWithin(data, -largestWeight, largestWeight);
  const scales = readScales(initializers, name)!;
  return isWithin(scales, Number.MIN_VALUE, largestWeight / 127);
}

function isWithin(values: Float32Array, least: number, most: number): boolean {
  for (let at = 0; at < values.length; at++) if (!(values[at]! >= least && values[at]! <= most)) return false;
  return true;
}

function readScales(initializers: ReadonlyMap<string, TensorProto>, name: string): Float32Array | undefined {
  return initializers.get(scaleName(name))?.data as Float32Array | undefined;
}

/** A matrix, of which `hasWeight` is true, as it is in the file. */
export function readTable(initializers: ReadonlyMap<string, TensorProto>, name: string): Table {
  const { data, dimensions } = initializers.get(name)!;
  return {
    width: dimensions[1]!,
    data: data as Table['data'],
    scales: data instanceof Float32Array ? undefined : readScales(initializers, name),
  };
}

/** A parameter, of which `hasWeight` is true, in float32. */
export function readWeight(initializers: ReadonlyMap<string, TensorProto>, name: string): Float32Array {
  const { data } = initializers.get(name)!;
  if (data instanceof Float32Array) return data;
  const table = readTable(initializers, name);
  const values = new Float32Array(data.length);
  for (let row = 0; row * table.width < values.length; row++)
    copyRow(table, row, values, row * table.width, 1);
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
