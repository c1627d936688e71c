import { mapValues } from '@tagger/core/internal';
import type { Ops, ScanResult, ScanStep } from './ops';

/** A tensor of float64 values, row-major. */
export interface Float64Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function float64Tensor(shape: readonly number[], data: ArrayLike<number>): Float64Tensor {
  const size = product(shape);
  if (data.length !== size)
    throw new RangeError(`shape [${shape}] needs ${size} values, found ${data.length}`);
  return { shape, data: Float64Array.from(data) };
}

/** The operations in plain TypeScript: short, exact to float64, and slow. What every other implementation is held to. */
export class Float64Ops implements Ops<Float64Tensor> {
  constant(value: number) {
    return float64Tensor([], [value]);
  }

  add = elementwise((a, b) => a + b);
  subtract = elementwise((a, b) => a - b);
  multiply = elementwise((a, b) => a * b);
  divide = elementwise((a, b) => a / b);
  minimum = elementwise(Math.min);
  maximum = elementwise(Math.max);

  exp = each(Math.exp);
  log = each(Math.log);
  sqrt = each(Math.sqrt);
  tanh = each(Math.tanh);
  sigmoid = each((a) => 1 / (1 + Math.exp(-a)));

  logSoftmax(a: Float64Tensor) {
    return fromRows(a.shape, rowsOf(a), (row) => {
      const largest = Math.max(...row);
      const logSum = largest + Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
      return row.map((value) => value - logSum);
    });
  }

  matmul(a: Float64Tensor, b: Float64Tensor) {
    const [inner, width] = [b.shape[0]!, b.shape[1]!];
    const shape = [...a.shape.slice(0, -1), width];
    const data = new Float64Array(product(shape));
    for (let index = 0; index < data.length; index++) {
      const [start, column] = [Math.floor(index / width) * inner, index % width];
      for (let k = 0; k < inner; k++) data[index]! += a.data[start + k]! * b.data[k * width + column]!;
    }
    return { shape, data };
  }

  matmulRows(a: Float64Tensor, b: Float64Tensor) {
    return this.matmul(transpose(flatten(a)), flatten(b));
  }

  linear(x: Float64Tensor, weight: Float64Tensor, bias: Float64Tensor) {
    return this.add(this.matmul(x, transpose(weight)), bias);
  }

  sum(a: Float64Tensor) {
    return this.constant(a.data.reduce((sum, value) => sum + value, 0));
  }

  sumRows(a: Float64Tensor) {
    const ones = float64Tensor([rowsOf(a).length, 1], new Float64Array(rowsOf(a).length).fill(1));
    return { ...this.matmulRows(ones, a), shape: a.shape.slice(-1) };
  }

  sumLast(a: Float64Tensor) {
    return fromRows([...a.shape.slice(0, -1), 1], rowsOf(a), (row) => [
      row.reduce((sum, value) => sum + value, 0),
    ]);
  }

  maxLast(a: Float64Tensor) {
    return fromRows([...a.shape.slice(0, -1), 1], rowsOf(a), (row) => [Math.max(...row)]);
  }

  transpose(a: Float64Tensor) {
    return transpose(a);
  }

  mergeAxes({ shape, data }: Float64Tensor) {
    return { shape: [...shape.slice(0, -2), shape.at(-2)! * shape.at(-1)!], data };
  }

  splitAxis({ shape, data }: Float64Tensor, count: number) {
    return { shape: [...shape.slice(0, -1), count, shape.at(-1)! / count], data };
  }

  split(a: Float64Tensor, sizes: readonly number[]) {
    return sizes.map((size, index) => {
      const start = sizes.slice(0, index).reduce((sum, previous) => sum + previous, 0);
      return fromRows([...a.shape.slice(0, -1), size], rowsOf(a), (row) => row.subarray(start, start + size));
    });
  }

  concat(parts: readonly Float64Tensor[]) {
    const rows = parts.map(rowsOf);
    const width = parts.reduce((sum, part) => sum + part.shape.at(-1)!, 0);
    return fromRows([...parts[0]!.shape.slice(0, -1), width], rows[0]!, (_, index) =>
      rows.flatMap((part) => [...part[index]!]),
    );
  }

  gather(rows: Float64Tensor, positions: Float64Tensor) {
    const table = rowsOf(rows);
    return fromRows(
      [...positions.shape, rows.shape[1]!],
      [...positions.data],
      (position) => table[position]!,
    );
  }

  scatterAdd(values: Float64Tensor, positions: Float64Tensor, rows: Float64Tensor) {
    const width = rows.shape[1]!;
    const data = new Float64Array(rows.data.length);
    rowsOf(values).forEach((row, index) => {
      row.forEach((value, column) => {
        data[positions.data[index]! * width + column]! += value;
      });
    });
    return { shape: rows.shape, data };
  }

  takeSteps(sequence: Float64Tensor, positions: Float64Tensor) {
    return this.gather(flatten(sequence), positions);
  }

  oneHot(positions: Float64Tensor, depth: number) {
    return fromRows([...positions.shape, depth], [...positions.data], (position) =>
      Array.from({ length: depth }, (_, index) => (index === position ? 1 : 0)),
    );
  }

  delay(sequence: Float64Tensor, initial: Float64Tensor) {
    return stack([initial, ...unstack(sequence).slice(0, -1)]);
  }

  scan<State extends string, Input extends string, Output extends string>(
    step: (
      state: Record<State, Float64Tensor>,
      input: Record<Input, Float64Tensor>,
    ) => ScanStep<Float64Tensor, State, Output>,
    initial: Record<State, Float64Tensor>,
    inputs: Record<Input, Float64Tensor>,
    { reverse = false } = {},
  ): ScanResult<Float64Tensor, State, Output> {
    const sequences = mapValues(inputs, unstack);
    const time = (Object.values(sequences) as Float64Tensor[][])[0]!.length;
    const order = Array.from({ length: time }, (_, index) => (reverse ? time - 1 - index : index));
    const steps: Record<Output, Float64Tensor>[] = [];
    let state = initial;
    for (const index of order) {
      const result = step(
        state,
        mapValues(sequences, (sequence) => sequence[index]!),
      );
      state = result.state;
      steps[index] = result.outputs;
    }
    const outputs = mapValues(steps[0]!, (_, name) => stack(steps.map((outputs) => outputs[name])));
    return { final: state, outputs };
  }
}

function each(compute: (value: number) => number) {
  return (a: Float64Tensor): Float64Tensor => ({
    shape: a.shape,
    data: a.data.map((value) => compute(value)),
  });
}

function elementwise(compute: (a: number, b: number) => number) {
  return (a: Float64Tensor, b: Float64Tensor): Float64Tensor => {
    if (a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis]))
      return { shape: a.shape, data: a.data.map((value, index) => compute(value, b.data[index]!)) };
    const rank = Math.max(a.shape.length, b.shape.length);
    const sizes = (tensor: Float64Tensor) => [...Array(rank - tensor.shape.length).fill(1), ...tensor.shape];
    const [left, right] = [sizes(a), sizes(b)];
    const shape = left.map((size, axis) => (size === 1 ? right[axis]! : size));
    if (right.some((size, axis) => size !== 1 && size !== shape[axis]))
      throw new RangeError(`shapes [${a.shape}] and [${b.shape}] do not broadcast`);
    const data = new Float64Array(product(shape)).map((_, index) =>
      compute(a.data[broadcastIndex(index, shape, left)]!, b.data[broadcastIndex(index, shape, right)]!),
    );
    return { shape, data };
  };
}

/** Where the value at `index` of the full shape stands in a tensor whose axes of size 1 are repeated. */
function broadcastIndex(index: number, shape: readonly number[], sizes: readonly number[]): number {
  let result = 0;
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (sizes[axis] !== 1) result += (index % shape[axis]!) * stride;
    stride *= sizes[axis]!;
    index = Math.floor(index / shape[axis]!);
  }
  return result;
}

const product = (shape: readonly number[]) => shape.reduce((total, size) => total * size, 1);

const flatten = (a: Float64Tensor): Float64Tensor => ({
  shape: [product(a.shape.slice(0, -1)), a.shape.at(-1)!],
  data: a.data,
});

function rowsOf(a: Float64Tensor): Float64Array[] {
  const { shape, data } = flatten(a);
  return Array.from({ length: shape[0]! }, (_, row) => data.subarray(row * shape[1]!, (row + 1) * shape[1]!));
}

/** A tensor whose rows are computed one by one. */
function fromRows<Item>(
  shape: readonly number[],
  items: readonly Item[],
  compute: (item: Item, index: number) => ArrayLike<number>,
): Float64Tensor {
  const data = new Float64Array(product(shape));
  items.forEach((item, index) => {
    data.set(compute(item, index), index * shape.at(-1)!);
  });
  return { shape, data };
}

function transpose(a: Float64Tensor): Float64Tensor {
  const [rows, columns] = a.shape as [number, number];
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      data[column * rows + row] = a.data[row * columns + column]!;
  return { shape: [columns, rows], data };
}

function unstack(a: Float64Tensor): Float64Tensor[] {
  const shape = a.shape.slice(1);
  const size = product(shape);
  return Array.from({ length: a.shape[0]! }, (_, index) => ({
    shape,
    data: a.data.subarray(index * size, (index + 1) * size),
  }));
}

function stack(parts: readonly Float64Tensor[]): Float64Tensor {
  const size = parts[0]!.data.length;
  const data = new Float64Array(parts.length * size);
  parts.forEach((part, index) => {
    data.set(part.data, index * size);
  });
  return { shape: [parts.length, ...parts[0]!.shape], data };
}
