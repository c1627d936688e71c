import type { WgslNode } from '../../graph/node';
import { computeValue, writeValue } from '../expression';
import type { Kernel, KernelWriter, Storage } from '../kernel-writer';

/** Invocations in a workgroup of a kernel that computes each value by itself. */
const groupSize = 64;
/** WebGPU allows no more workgroups in one direction. */
const mostGroups = 65535;

/** A value that a kernel stores. */
export interface MapResult {
  readonly node: WgslNode;
  readonly storage: Storage;
  /** Of results that become rows of a table: the ids of these rows. */
  readonly rows?: WgslNode;
}

/** An invocation for each value of one shape: it computes that of every result. */
export function writeMap(kernel: KernelWriter, results: readonly MapResult[]): Kernel {
  const [{ node }] = results as [MapResult];
  const { shape } = node;
  kernel.line(`let at = (group.y * groups.x + group.x) * ${groupSize}u + i;`);
  kernel.line(`if (at >= ${kernel.count(shape)}) { return; }`);
  const dims = kernel.unflatten('at', shape);
  const place = { dims, flat: 'at' };
  const values = results.map(({ node: result, storage }) =>
    kernel.storageOf(result)?.key === storage.key
      ? computeValue(kernel, result, place)
      : writeValue(kernel, result, place),
  );
  for (const [index, { storage, rows }] of results.entries()) {
    const row = rows && `${kernel.readInteger(kernel.storageOf(rows)!, dims[0]!)}`;
    const width = kernel.length(shape.at(-1) ?? 1);
    kernel.write(storage, row ? `${row} * ${width} + ${dims[1]}` : 'at', values[index]!);
  }
  return kernel.finish('elementwise', groupSize, spread(kernel.quantities.count(shape)));
}

/** An invocation for each of so many, in two directions where one does not suffice. */
function spread(quantity: number) {
  return [
    { quantity, per: groupSize, atMost: mostGroups },
    { quantity, per: groupSize * mostGroups },
  ];
}
