import type { WgslNode } from '../../graph/node';
import { type Shape, widthOf } from '../../graph/shape';
import { writeValue } from '../expression';
import type { Kernel, KernelWriter, Place, Storage } from '../kernel-writer';

/**
 * A workgroup computes a tile of the product, each invocation four rows by four columns of it; it reads both matrices in slices of this
 * depth.
 */
const [tile, depth] = [32, 16];
const [side, groupSize] = [tile / 4, (tile / 4) ** 2];

/** C [M, N] = A [M, K] · B [K, N]; places are given as expressions. */
interface Product {
  /** M and N. */
  readonly rows: string;
  readonly columns: string;
  /** The part of K that the workgroup sums over. */
  readonly from: string;
  readonly to: string;
  readonly a: Factor;
  readonly b: Factor;
  store(row: string, column: string, value: string): void;
}

/** A matrix of a product. */
interface Factor {
  /** Whether numbers that follow one another along K do so in memory. */
  readonly isAlongDepth: boolean;
  /** @param place a row of A, or a column of B */
  read(place: string, k: string): string;
}

/** [..., K] · [K, N] (+ bias) → [..., N] */
export function writeMatmul(
  kernel: KernelWriter,
  { a, b, bias }: { readonly a: WgslNode; readonly b: WgslNode; readonly bias?: WgslNode | undefined },
  shape: Shape,
  storage: Storage,
): Kernel {
  kernel.shareSource();
  const rows = a.shape.slice(0, -1);
  const [inner, width] = [kernel.length(widthOf(a.shape)), kernel.length(widthOf(b.shape))];
  writeTiles(kernel, {
    rows: kernel.count(rows),
    columns: width,
    from: '0u',
    to: inner,
    a: {
      isAlongDepth: true,
      read: (row, k) => writeValue(kernel, a, placeIn(kernel, rows, row, k, inner)),
    },
    b: {
      isAlongDepth: b.operation.kind === 'transpose',
      read: (column, k) => writeValue(kernel, b, { dims: [k, column] }),
    },
    store(row, column, value) {
      const place = placeIn(kernel, rows, row, column, width);
      const skipped = shape.length - (bias?.shape.length ?? 0);
      const own = bias?.shape.map((dim, axis) => (dim === 1 ? '0u' : place.dims[axis + skipped]!));
      const sum = bias ? `${value} + ${writeValue(kernel, bias, { dims: own! })}` : value;
      kernel.write(storage, place.flat!, sum);
    },
  });
  return kernel.finish('product', groupSize, [
    { quantity: kernel.quantities.length(widthOf(b.shape)), per: tile },
    { quantity: kernel.quantities.count(rows), per: tile },
  ]);
}

/**
 * Aᵀ B over all rows: [..., M], [..., N] → [P, M, N], with the sum over the rows in P parts, each in workgroups of its own. M and N are small where there are
 * many rows: without parts, few workgroups would have much to do.
 */
export function writeMatmulRows(
  kernel: KernelWriter,
  { a, b }: { readonly a: WgslNode; readonly b: WgslNode },
  parts: number,
  storage: Storage,
): Kernel {
  kernel.shareSource();
  const [height, width] = [kernel.length(widthOf(a.shape)), kernel.length(widthOf(b.shape))];
  const [rowsOfA, rowsOfB] = [a.shape.slice(0, -1), b.shape.slice(0, -1)];
  const rows = kernel.count(rowsOfA);
  const slices = kernel.name(`(${rows} + ${depth - 1}u) / ${depth}u`);
  const share = kernel.name(`(${slices} + groups.z - 1u) / groups.z * ${depth}u`);
  const from = kernel.name(`min(${rows}, group.z * ${share})`);
  writeTiles(kernel, {
    rows: height,
    columns: width,
    from,
    to: kernel.name(`min(${rows}, ${from} + ${share})`),
    a: {
      isAlongDepth: false,
      read: (row, k) => writeValue(kernel, a, placeIn(kernel, rowsOfA, k, row, height)),
    },
    b: {
      isAlongDepth: false,
      read: (column, k) => writeValue(kernel, b, placeIn(kernel, rowsOfB, k, column, width)),
    },
    store: (row, column, value) =>
      kernel.write(storage, `(group.z * ${height} + ${row}) * ${width} + ${column}`, value),
  });
  return kernel.finish('product over rows', groupSize, [
    { quantity: kernel.quantities.length(widthOf(b.shape)), per: tile },
    { quantity: kernel.quantities.length(widthOf(a.shape)), per: tile },
    { quantity: kernel.quantities.length(parts), per: 1 },
  ]);
}

function placeIn(kernel: KernelWriter, rows: Shape, row: string, column: string, width: string): Place {
  return {
    dims: [...kernel.unflatten(row, rows), column],
    flat: kernel.name(`${row} * ${width} + ${column}`),
  };
}

function writeTiles(kernel: KernelWriter, { rows, columns, from, to, a, b, store }: Product): void {
  for (const name of ['tileA', 'tileB'])
    kernel.declare(`var<workgroup> ${name}: array<vec4f, ${(tile * depth) / 4}>;`);
  kernel.line(`let firstColumn = group.x * ${tile}u;`);
  kernel.line(`let firstRow = group.y * ${tile}u;`);
  for (let y = 0; y < 4; y++) kernel.line(`var sums${y} = vec4f();`);
  kernel.block(`for (var start = ${from}; start < ${to}; start += ${depth}u)`, () => {
    writeLoads(kernel, 'tileA', a, { first: 'firstRow', count: rows, end: to });
    writeLoads(kernel, 'tileB', b, { first: 'firstColumn', count: columns, end: to });
    kernel.line('workgroupBarrier();');
    // No number that is known before: SwiftShader would take seconds to unroll the loop.
    kernel.line(`let end = min(${depth}u, ${to} - start);`);
    kernel.block('for (var k = 0u; k < end; k++)', () => {
      kernel.line(`let a = tileA[k * ${side}u + i / ${side}u];`);
      kernel.line(`let b = tileB[k * ${side}u + i % ${side}u];`);
      for (let y = 0; y < 4; y++) kernel.line(`sums${y} += a[${y}] * b;`);
    });
    kernel.line('workgroupBarrier();');
  });
  kernel.line('var sums = array(sums0, sums1, sums2, sums3);');
  kernel.block('for (var n = 0u; n < 16u; n++)', () => {
    kernel.line(`let row = firstRow + i / ${side}u * 4u + n / 4u;`);
    kernel.line(`let column = firstColumn + i % ${side}u * 4u + n % 4u;`);
    kernel.block(`if (row < ${rows} && column < ${columns})`, () =>
      store('row', 'column', 'sums[n / 4u][n % 4u]'),
    );
  });
}

/**
 * A slice of a matrix, [K, 4] numbers in a vector. Neighbouring invocations read neighbouring numbers, all of them before the first is needed. What lies
 * behind the end is read at the end again, and not used.
 */
function writeLoads(
  kernel: KernelWriter,
  tileName: string,
  { isAlongDepth, read }: Factor,
  { first, count, end }: { readonly first: string; readonly count: string; readonly end: string },
): void {
  const rounds = (tile * depth) / 4 / groupSize;
  const vectors = Array.from({ length: rounds }, (_, round) => {
    const at = kernel.name(round === 0 ? 'i' : `i + ${round * groupSize}u`);
    const [k, quad] = isAlongDepth
      ? [`${at} % ${depth}u`, `${at} / ${depth}u`]
      : [`${at} / ${side}u`, `${at} % ${side}u`];
    const [row, column] = [kernel.name(k), kernel.name(quad)];
    const clamped = kernel.name(`min(start + ${row}, ${end} - 1u)`);
    const values = Array.from({ length: 4 }, (_, n) =>
      read(kernel.name(`min(${first} + ${column} * 4u + ${n}u, ${count} - 1u)`), clamped),
    );
    return { place: `${row} * ${side}u + ${column}`, values };
  });
  for (const { place, values } of vectors)
    kernel.line(`${tileName}[${place}] = vec4f(${values.join(', ')});`);
}
