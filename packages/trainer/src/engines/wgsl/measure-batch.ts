import type { HostTensor, InputSpec, Named, Network } from '@tagger/models/internal';
import type { PreparedBatch } from '../../batches/prepare-batch';
import { rowsAxis } from './write-programs';

/** Lengths of the axes of a batch. */
export function measureBatch(
  { inputs, targets }: Pick<Network, 'inputs' | 'targets'>,
  batch: PreparedBatch,
): Record<string, number> {
  const sizes: Record<string, number> = {};
  const measure = (specs: readonly InputSpec[], tensors: Named<HostTensor>) => {
    for (const { name, axes } of specs)
      for (const [axis, length] of (tensors[name]?.shape ?? []).entries())
        if (typeof axes[axis] === 'string') sizes[axes[axis]] = length;
  };
  measure(inputs, batch.inputs);
  measure(targets, batch.target);
  for (const [table, ids] of Object.entries(batch.rows)) sizes[rowsAxis(table)] = ids.length;
  return sizes;
}
