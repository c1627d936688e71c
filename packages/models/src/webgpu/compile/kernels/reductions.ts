import { partialSums } from '../../graph/count-parts';
import type { RowOperator, WgslNode } from '../../graph/node';
import { widthOf } from '../../graph/shape';
import { writeValue } from '../expression';
import type { Kernel, KernelWriter, Storage } from '../kernel-writer';

/** Rows up to this width are reduced by one invocation each, wider ones by a workgroup. */
const narrow = 64;
const groupSize = 64;

/** How the values of a row become one: what it starts from, and how another one is added. */
interface Fold {
  readonly start: string;
  combine(total: string, value: string): string;
}

const sum: Fold = { start: '0f', combine: (total, value) => `${total} + ${value}` };
const largest: Fold = { start: '-3.4e38f', combine: (total, value) => `max(${total}, ${value})` };

/** [..., N] → [..., 1] */
export function writeRowReduction(
  kernel: KernelWriter,
  operator: RowOperator,
  a: WgslNode,
  storage: Storage,
): Kernel {
  const rows = a.shape.slice(0, -1);
  const width = widthOf(a.shape);
  const isNarrow = width <= narrow;
  kernel.line(`let row = ${isNarrow ? `group.x * ${groupSize}u + i` : 'group.y * groups.x + group.x'};`);
  kernel.line(`if (row >= ${kernel.count(rows)}) { return; }`);
  const dims = kernel.unflatten('row', rows);
  const [start, step] = isNarrow ? ['0u', '1u'] : ['i', `${groupSize}u`];
  const reduce = ({ start: initial, combine }: Fold, map = (value: string) => value) => {
    const total = kernel.fresh('s');
    kernel.line(`var ${total} = ${initial};`);
    kernel.block(`for (var c = ${start}; c < ${width}u; c += ${step})`, () => {
      const flat = kernel.name(`row * ${width}u + c`);
      const value = writeValue(kernel, a, { dims: [...dims, 'c'], flat });
      kernel.line(`${total} = ${combine(total, map(value))};`);
    });
    return isNarrow ? total : writeTree(kernel, total, groupSize, combine);
  };
  const reducers: Readonly<Record<RowOperator, () => string>> = {
    sum: () => reduce(sum),
    max: () => reduce(largest),
    argmax() {
      const [top, at] = [kernel.fresh('top'), kernel.fresh('at')];
      kernel.line(`var ${top} = ${largest.start};`);
      kernel.line(`var ${at} = 0u;`);
      kernel.block(`for (var c = ${start}; c < ${width}u; c += ${step})`, () => {
        const flat = kernel.name(`row * ${width}u + c`);
        const value = writeValue(kernel, a, { dims: [...dims, 'c'], flat });
        kernel.line(`if (${value} > ${top}) { ${top} = ${value}; ${at} = c; }`);
      });
      return `f32(${isNarrow ? at : writeFirstLargest(kernel, top, at)})`;
    },
    // Less the largest, so that nothing overflows.
    logSumExp() {
      const top = reduce(largest);
      return kernel.name(`${top} + log(${reduce(sum, (value) => `exp(${value} - ${top})`)})`);
    },
  };
  const result = reducers[operator]();
  if (isNarrow) kernel.write(storage, 'row', result);
  else kernel.block('if (i == 0u)', () => kernel.write(storage, 'row', result));
  const quantity = kernel.quantities.count(rows);
  const groups = isNarrow
    ? [{ quantity, per: groupSize }]
    : [
        { quantity, per: 1, atMost: 65535 },
        { quantity, per: 65535 },
      ];
  return kernel.finish('sum of a row', groupSize, groups);
}

/** Σ of all values, as partial sums of as many workgroups; always in the same order. */
export function writePartialSums(kernel: KernelWriter, a: WgslNode, storage: Storage): Kernel {
  const size = 128;
  kernel.line('var sum = 0f;');
  kernel.block(
    `for (var at = group.x * ${size}u + i; at < ${kernel.count(a.shape)}; at += ${size * partialSums}u)`,
    () => {
      const dims = kernel.unflatten('at', a.shape);
      kernel.line(`sum += ${writeValue(kernel, a, { dims, flat: 'at' })};`);
    },
  );
  const total = writeTree(kernel, 'sum', size, sum.combine);
  kernel.block('if (i == 0u)', () => kernel.write(storage, 'group.x', total));
  return kernel.finish('sum of all', size, [{ quantity: kernel.quantities.length(partialSums), per: 1 }]);
}

/** [..., N] → [N]: a workgroup sums some columns, each by several invocations. */
export function writeSumRows(kernel: KernelWriter, a: WgslNode, storage: Storage): Kernel {
  const [columns, parts] = [8, 16];
  const rows = a.shape.slice(0, -1);
  const width = widthOf(a.shape);
  kernel.declare(`var<workgroup> sums: array<f32, ${columns * parts}>;`);
  kernel.line(`let column = group.x * ${columns}u + i % ${columns}u;`);
  kernel.line('var sum = 0f;');
  kernel.block(`if (column < ${width}u)`, () => {
    kernel.block(`for (var row = i / ${columns}u; row < ${kernel.count(rows)}; row += ${parts}u)`, () => {
      const dims = [...kernel.unflatten('row', rows), 'column'];
      const flat = kernel.name(`row * ${width}u + column`);
      kernel.line(`sum += ${writeValue(kernel, a, { dims, flat })};`);
    });
  });
  kernel.line('sums[i] = sum;');
  kernel.line('workgroupBarrier();');
  kernel.block(`if (i < ${columns}u && column < ${width}u)`, () => {
    const terms = Array.from({ length: parts }, (_, part) => `sums[i + ${part * columns}u]`);
    kernel.write(storage, 'column', terms.join(' + '));
  });
  return kernel.finish('sum of rows', columns * parts, [
    { quantity: kernel.quantities.length(width), per: columns },
  ]);
}

/** Of the largest values that the invocations of a workgroup have found, in pairs, the first one. @returns its column */
function writeFirstLargest(kernel: KernelWriter, top: string, at: string): string {
  kernel.declare(`var<workgroup> tops: array<f32, ${groupSize}>;`);
  kernel.declare(`var<workgroup> columns: array<u32, ${groupSize}>;`);
  kernel.line(`tops[i] = ${top};`);
  kernel.line(`columns[i] = ${at};`);
  kernel.line('workgroupBarrier();');
  for (let half = groupSize / 2; half >= 1; half /= 2) {
    const other = `i + ${half}u`;
    const isFirst = `tops[${other}] == tops[i] && columns[${other}] < columns[i]`;
    kernel.block(`if (i < ${half}u && (tops[${other}] > tops[i] || (${isFirst})))`, () => {
      kernel.line(`tops[i] = tops[${other}];`);
      kernel.line(`columns[i] = columns[${other}];`);
    });
    kernel.line('workgroupBarrier();');
  }
  return 'columns[0]';
}

/** Combines a value of each invocation of a workgroup, in pairs. @returns the result, which all of them have */
function writeTree(
  kernel: KernelWriter,
  value: string,
  size: number,
  combine: (a: string, b: string) => string,
): string {
  const shared = kernel.fresh('shared');
  kernel.declare(`var<workgroup> ${shared}: array<f32, ${size}>;`);
  kernel.line(`${shared}[i] = ${value};`);
  kernel.line('workgroupBarrier();');
  for (let half = size / 2; half >= 1; half /= 2) {
    kernel.line(
      `if (i < ${half}u) { ${shared}[i] = ${combine(`${shared}[i]`, `${shared}[i + ${half}u]`)}; }`,
    );
    kernel.line('workgroupBarrier();');
  }
  return kernel.name(`${shared}[0]`);
}
