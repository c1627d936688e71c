import type { WgslNode } from '../../graph/node';
import { type Dim, type Shape, widthOf } from '../../graph/shape';
import { writeValue } from '../expression';
import type { Kernel, KernelWriter, Storage } from '../kernel-writer';

/** A workgroup sums this many columns of a row, each by so many invocations: some rows have most of the positions. */
const [columns, parts] = [8, 16];
/** WebGPU allows no more workgroups in one direction. */
const mostGroups = 65535;

/** Positions by the row that they name: those of row r are `order[starts[r]]` to `order[starts[r + 1] − 1]`. */
export interface SortedPositions {
  readonly starts: Storage;
  readonly order: Storage;
}

/**
 * Σ of the values [..., N] of each row [R, N]. A number is written by one invocation, and summed in parts that depend on nothing else than the positions, so
 * that the order of each sum is always the same.
 */
export function writeScatterAdd(
  kernel: KernelWriter,
  values: WgslNode,
  { starts, order }: SortedPositions,
  result: { readonly shape: Shape; readonly storage: Storage },
): Kernel {
  const width = widthOf(values.shape);
  const [rows] = result.shape as [Dim];
  kernel.declare(`var<workgroup> sums: array<f32, ${columns * parts}>;`);
  kernel.line(`let row = group.z * ${mostGroups}u + group.y;`);
  kernel.line(`if (row >= ${kernel.length(rows)}) { return; }`);
  kernel.line(`let column = group.x * ${columns}u + i % ${columns}u;`);
  kernel.line('var sum = 0f;');
  kernel.block(`if (column < ${width}u)`, () => {
    kernel.line(`let end = ${kernel.readInteger(starts, 'row + 1u')};`);
    kernel.line(`var n = ${kernel.readInteger(starts, 'row')} + i / ${columns}u;`);
    const value = (n: string) => {
      const position = kernel.name(kernel.readInteger(order, n));
      const dims = [...kernel.unflatten(position, values.shape.slice(0, -1)), 'column'];
      return writeValue(kernel, values, { dims, flat: kernel.name(`${position} * ${width}u + column`) });
    };
    // Four at once, so that a number is on its way while another one is added.
    kernel.block(`for (; n + ${3 * parts}u < end; n += ${4 * parts}u)`, () => {
      const terms = [0, 1, 2, 3].map((part) => value(kernel.name(`n + ${part * parts}u`)));
      kernel.line(`sum += (${terms[0]} + ${terms[1]}) + (${terms[2]} + ${terms[3]});`);
    });
    kernel.block(`for (; n < end; n += ${parts}u)`, () => kernel.line(`sum += ${value('n')};`));
  });
  kernel.line('sums[i] = sum;');
  kernel.line('workgroupBarrier();');
  kernel.block(`if (i < ${columns}u && column < ${width}u)`, () => {
    const terms = Array.from({ length: parts }, (_, part) => `sums[i + ${part * columns}u]`);
    kernel.write(result.storage, `row * ${width}u + column`, terms.join(' + '));
  });
  return kernel.finish('sum into rows', columns * parts, [
    { quantity: kernel.quantities.length(width), per: columns },
    { quantity: kernel.quantities.length(rows), per: 1, atMost: mostGroups },
    { quantity: kernel.quantities.length(rows), per: mostGroups },
  ]);
}
