import type { WgslNode } from '../../graph/node';
import { type Shape, widthOf } from '../../graph/shape';
import { writeValue } from '../expression';
import type { Kernel, KernelWriter, Storage } from '../kernel-writer';

const groupSize = 64;

/** Positions by the row that they name: those of row r are `order[starts[r]]` to `order[starts[r + 1] − 1]`. */
export interface SortedPositions {
  readonly starts: Storage;
  readonly order: Storage;
}

/**
 * Σ of the values [..., N] of each row [R, N]: an invocation for each of its numbers, which goes through the row's own values alone. No two
 * invocations write to one place, so the order of each sum is always the same.
 */
export function writeScatterAdd(
  kernel: KernelWriter,
  values: WgslNode,
  { starts, order }: SortedPositions,
  result: { readonly shape: Shape; readonly storage: Storage },
): Kernel {
  const width = widthOf(values.shape);
  kernel.line(`let at = group.x * ${groupSize}u + i;`);
  kernel.line(`if (at >= ${kernel.count(result.shape)}) { return; }`);
  const [row, column] = kernel.unflatten('at', result.shape) as [string, string];
  kernel.line('var sum = 0f;');
  const [from, to] = [kernel.readInteger(starts, row), kernel.readInteger(starts, `${row} + 1u`)];
  kernel.line(`let end = ${to};`);
  kernel.block(`for (var n = ${from}; n < end; n++)`, () => {
    const position = kernel.name(kernel.readInteger(order, 'n'));
    const dims = [...kernel.unflatten(position, values.shape.slice(0, -1)), column];
    const flat = kernel.name(`${position} * ${width}u + ${column}`);
    kernel.line(`sum += ${writeValue(kernel, values, { dims, flat })};`);
  });
  kernel.write(result.storage, 'at', 'sum');
  return kernel.finish(groupSize, [{ quantity: kernel.quantities.count(result.shape), per: groupSize }]);
}
