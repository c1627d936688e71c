import type { WgslNode } from '../../graph/node';
import { type Shape, widthOf } from '../../graph/shape';
import { writeValue } from '../expression';
import type { Kernel, KernelWriter, Place, Storage } from '../kernel-writer';

/** A workgroup computes a tile of the product, each invocation a part of it; it reads both matrices in slices of this depth. */
const [tile, part, depth] = [32, 4, 16];
const [side, groupSize] = [tile / part, (tile / part) ** 2];

/** C [M, N] = A [M, K] · B [K, N]; places are given as expressions. */
interface Product {
  readonly rows: string;
  readonly columns: string;
  readonly depth: string;
  a(row: string, k: string): string;
  b(k: string, column: string): string;
  store(row: string, column: string, value: string): void;
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
    depth: inner,
    a: (row, k) => writeValue(kernel, a, placeIn(kernel, rows, row, k, inner)),
    b: (k, column) => writeValue(kernel, b, { dims: [k, column] }),
    store(row, column, value) {
      const place = placeIn(kernel, rows, row, column, width);
      const skipped = shape.length - (bias?.shape.length ?? 0);
      const own = bias?.shape.map((dim, axis) => (dim === 1 ? '0u' : place.dims[axis + skipped]!));
      const sum = bias ? `${value} + ${writeValue(kernel, bias, { dims: own! })}` : value;
      kernel.write(storage, place.flat!, sum);
    },
  });
  return kernel.finish(groupSize, [
    { count: widthOf(b.shape), per: tile },
    { quantity: kernel.quantities.count(rows), per: tile },
  ]);
}

/** Aᵀ B over all rows: [..., M], [..., N] → [M, N] */
export function writeMatmulRows(kernel: KernelWriter, a: WgslNode, b: WgslNode, storage: Storage): Kernel {
  kernel.shareSource();
  const [height, width] = [kernel.length(widthOf(a.shape)), kernel.length(widthOf(b.shape))];
  const [rowsOfA, rowsOfB] = [a.shape.slice(0, -1), b.shape.slice(0, -1)];
  writeTiles(kernel, {
    rows: height,
    columns: width,
    depth: kernel.count(rowsOfA),
    a: (row, k) => writeValue(kernel, a, placeIn(kernel, rowsOfA, k, row, height)),
    b: (k, column) => writeValue(kernel, b, placeIn(kernel, rowsOfB, k, column, width)),
    store: (row, column, value) => kernel.write(storage, `${row} * ${width} + ${column}`, value),
  });
  return kernel.finish(groupSize, [
    { count: widthOf(b.shape), per: tile },
    { count: widthOf(a.shape), per: tile },
  ]);
}

function placeIn(kernel: KernelWriter, rows: Shape, row: string, column: string, width: string): Place {
  return {
    dims: [...kernel.unflatten(row, rows), column],
    flat: kernel.name(`${row} * ${width} + ${column}`),
  };
}

function writeTiles(kernel: KernelWriter, product: Product): void {
  kernel.declare(`var<workgroup> tileA: array<f32, ${tile * depth}>;`);
  kernel.declare(`var<workgroup> tileB: array<f32, ${tile * depth}>;`);
  kernel.line(`let firstColumn = group.x * ${tile}u;`);
  kernel.line(`let firstRow = group.y * ${tile}u;`);
  for (let y = 0; y < part; y++) kernel.line(`var sums${y} = vec4f();`);
  kernel.block(`for (var start = 0u; start < ${product.depth}; start += ${depth}u)`, () => {
    writeLoads(kernel, product);
    kernel.line('workgroupBarrier();');
    // No number that is known before: SwiftShader would take seconds to unroll the loop.
    kernel.line(`let end = min(${depth}u, ${product.depth} - start);`);
    writeSums(kernel);
    kernel.line('workgroupBarrier();');
  });
  kernel.line(`var sums = array(${Array.from({ length: part }, (_, y) => `sums${y}`).join(', ')});`);
  kernel.block(`for (var n = 0u; n < ${part * part}u; n++)`, () => {
    kernel.line(`let row = firstRow + i / ${side}u + n / ${part}u * ${side}u;`);
    kernel.line(`let column = firstColumn + i % ${side}u + n % ${part}u * ${side}u;`);
    kernel.block(`if (row < ${product.rows} && column < ${product.columns})`, () =>
      product.store('row', 'column', `sums[n / ${part}u][n % ${part}u]`),
    );
  });
}

/** A slice of both matrices; zeros behind their ends. */
function writeLoads(kernel: KernelWriter, { rows, columns, depth: end, a, b }: Product): void {
  kernel.block(`for (var at = i; at < ${tile * depth}u; at += ${groupSize}u)`, () => {
    kernel.line(`let rowA = firstRow + at / ${depth}u;`);
    kernel.line(`let kA = start + at % ${depth}u;`);
    kernel.line('var valueA = 0f;');
    kernel.block(`if (rowA < ${rows} && kA < ${end})`, () => kernel.line(`valueA = ${a('rowA', 'kA')};`));
    kernel.line('tileA[at] = valueA;');
    kernel.line(`let kB = start + at / ${tile}u;`);
    kernel.line(`let columnB = firstColumn + at % ${tile}u;`);
    kernel.line('var valueB = 0f;');
    kernel.block(`if (kB < ${end} && columnB < ${columns})`, () =>
      kernel.line(`valueB = ${b('kB', 'columnB')};`),
    );
    kernel.line('tileB[at] = valueB;');
  });
}

function writeSums(kernel: KernelWriter): void {
  kernel.block('for (var k = 0u; k < end; k++)', () => {
    const columns = Array.from(
      { length: part },
      (_, x) => `tileB[k * ${tile}u + i % ${side}u + ${x * side}u]`,
    );
    kernel.line(`let b = vec4f(${columns.join(', ')});`);
    for (let y = 0; y < part; y++)
      kernel.line(`sums${y} += tileA[(i / ${side}u + ${y * side}u) * ${depth}u + k] * b;`);
  });
}
