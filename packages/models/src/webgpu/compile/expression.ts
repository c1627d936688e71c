import type { BinaryOperator, Operation, UnaryOperator, WgslNode } from '../graph/node';
import { isSameShape, type Shape, widthOf } from '../graph/shape';
import type { KernelWriter, Place } from './kernel-writer';

/**
 * Functions whose arguments are kept where float32 can hold their values: WGSL leaves open what follows an overflow, and cards differ
 * in tanh of large numbers.
 */
const unary: Readonly<Record<UnaryOperator, (a: string) => string>> = {
  exp: (a) => `exp(${a})`,
  log: (a) => `log(${a})`,
  sqrt: (a) => `sqrt(${a})`,
  tanh: (a) => `tanh(clamp(${a}, -16f, 16f))`,
  sigmoid: (a) => `1f / (1f + exp(-clamp(${a}, -80f, 80f)))`,
};

const binary: Readonly<Record<BinaryOperator, (a: string, b: string) => string>> = {
  add: (a, b) => `${a} + ${b}`,
  subtract: (a, b) => `${a} - ${b}`,
  multiply: (a, b) => `${a} * ${b}`,
  divide: (a, b) => `${a} / ${b}`,
  minimum: (a, b) => `min(${a}, ${b})`,
  maximum: (a, b) => `max(${a}, ${b})`,
};

/** Writes what computes one value of a tensor from the values that are stored. @returns its name */
export function writeValue(kernel: KernelWriter, node: WgslNode, place: Place): string {
  const { operation } = node;
  if (operation.kind === 'constant') return literal(operation.value);
  const key = `${node.id} at ${place.dims.join(', ')}`;
  const known = kernel.recall(key);
  if (known) return known;
  const load = kernel.loadOf(node);
  const value = load ? kernel.name(load(place)) : writeOperation(kernel, node, place);
  kernel.remember(key, value);
  return value;
}

/** The same of a tensor that is about to be stored. */
export function computeValue(kernel: KernelWriter, node: WgslNode, place: Place): string {
  const value = writeOperation(kernel, node, place);
  kernel.remember(`${node.id} at ${place.dims.join(', ')}`, value);
  return value;
}

function writeOperation(kernel: KernelWriter, node: WgslNode, place: Place): string {
  const { operation, shape } = node;
  switch (operation.kind) {
    case 'unary':
      return kernel.name(unary[operation.operator](writeValue(kernel, operation.a, place)));
    case 'binary': {
      const [a, b] = [operation.a, operation.b].map((operand) =>
        writeValue(kernel, operand, align(place, shape, operand.shape)),
      ) as [string, string];
      return kernel.name(binary[operation.operator](a, b));
    }
    case 'total':
      return writeTotal(kernel, operation.a, place);
    case 'concat':
      return writeConcat(kernel, operation.parts, place);
    case 'delay':
      return writeDelay(kernel, operation.a, operation.initial, place.dims);
    case 'pick': {
      const column = kernel.name(`u32(${writeValue(kernel, operation.positions, place)})`);
      return writeValue(kernel, operation.a, { dims: [...place.dims.slice(0, -1), column] });
    }
    case 'gather':
    case 'takeSteps':
    case 'oneHot':
      return writeLookup(kernel, operation, place.dims);
    default:
      return writeView(kernel, node, place);
  }
}

/** Values of the same tensor at another place. */
function writeView(kernel: KernelWriter, { operation, shape }: WgslNode, { dims, flat }: Place): string {
  const last = dims.at(-1)!;
  switch (operation.kind) {
    case 'transpose':
      return writeValue(kernel, operation.a, { dims: dims.toReversed() });
    case 'slice': {
      const column = operation.start === 0 ? last : kernel.name(`${last} + ${operation.start}u`);
      return writeValue(kernel, operation.a, { dims: [...dims.slice(0, -1), column] });
    }
    case 'merge': {
      const width = widthOf(operation.a.shape);
      const [row, column] = [kernel.name(`${last} / ${width}u`), kernel.name(`${last} % ${width}u`)];
      return writeValue(kernel, operation.a, { dims: [...dims.slice(0, -1), row, column], flat });
    }
    case 'splitAxis': {
      const merged = kernel.name(`${dims.at(-2)} * ${widthOf(shape)}u + ${last}`);
      return writeValue(kernel, operation.a, { dims: [...dims.slice(0, -2), merged], flat });
    }
    default:
      throw new Error(`${operation.kind} is no part of an expression`);
  }
}

type Lookup = Extract<Operation, { readonly kind: 'gather' | 'takeSteps' | 'oneHot' }>;

/** Rows by their positions. */
function writeLookup(kernel: KernelWriter, operation: Lookup, dims: readonly string[]): string {
  const column = dims.at(-1)!;
  const row = writeInteger(kernel, operation.positions, dims.slice(0, -1));
  if (operation.kind === 'oneHot') return kernel.name(`select(0f, 1f, ${row} == ${column})`);
  if (operation.kind === 'gather') return writeValue(kernel, operation.a, { dims: [row, column] });
  const { shape } = operation.a;
  return writeValue(kernel, operation.a, {
    dims: [...kernel.unflatten(row, shape.slice(0, -1)), column],
    flat: kernel.name(`${row} * ${widthOf(shape)}u + ${column}`),
  });
}

/** Over the first axis. */
function writeTotal(kernel: KernelWriter, parts: WgslNode, { dims, flat }: Place): string {
  const [count, ...rest] = parts.shape as [number, ...Shape];
  const [value, k] = [kernel.fresh('v'), kernel.fresh('k')];
  const size = kernel.count(rest);
  kernel.line(`var ${value} = 0f;`);
  kernel.block(`for (var ${k} = 0u; ${k} < ${count}u; ${k}++)`, () => {
    const place = { dims: [k, ...dims], flat: flat && kernel.name(`${k} * ${size} + ${flat}`) };
    kernel.line(`${value} += ${writeValue(kernel, parts, place)};`);
  });
  return value;
}

function writeDelay(kernel: KernelWriter, a: WgslNode, initial: WgslNode, dims: readonly string[]): string {
  const [time, ...rest] = dims as [string, ...string[]];
  const value = kernel.fresh('v');
  kernel.line(`var ${value} = 0f;`);
  kernel.block(`if (${time} == 0u)`, () =>
    kernel.line(`${value} = ${writeValue(kernel, initial, { dims: rest })};`),
  );
  kernel.block('else', () => {
    const before = kernel.name(`${time} - 1u`);
    kernel.line(`${value} = ${writeValue(kernel, a, { dims: [before, ...rest] })};`);
  });
  return value;
}

/** Positions are whole numbers of the batch, or computed. */
export function writeInteger(kernel: KernelWriter, node: WgslNode, dims: readonly string[]): string {
  const storage = kernel.storageOf(node);
  if (node.operation.kind !== 'leaf' || !storage)
    return kernel.name(`u32(${writeValue(kernel, node, { dims })})`);
  return kernel.name(kernel.readInteger(storage, kernel.flatten({ dims }, node.shape)));
}

function writeConcat(kernel: KernelWriter, parts: readonly WgslNode[], { dims }: Place): string {
  const [leading, last] = [dims.slice(0, -1), dims.at(-1)!];
  const value = kernel.fresh('v');
  kernel.line(`var ${value} = 0f;`);
  let end = 0;
  for (const [index, part] of parts.entries()) {
    const start = end;
    end += widthOf(part.shape);
    const isLast = index === parts.length - 1;
    const condition = isLast ? '' : `if (${last} < ${end}u)`;
    kernel.block(`${index === 0 ? '' : 'else '}${condition}`, () => {
      const column = start === 0 ? last : kernel.name(`${last} - ${start}u`);
      kernel.line(`${value} = ${writeValue(kernel, part, { dims: [...leading, column] })};`);
    });
  }
  return value;
}

/** The place in an operand of an elementwise operation. */
function align(place: Place, result: Shape, operand: Shape): Place {
  if (isSameShape(result, operand)) return place;
  const skipped = result.length - operand.length;
  return { dims: operand.map((dim, axis) => (dim === 1 ? '0u' : place.dims[axis + skipped]!)) };
}

function literal(value: number): string {
  return value < 0 ? `(${value}f)` : `${value}f`;
}
