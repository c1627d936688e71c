import type { WgslNode } from './node';
import { widthOf } from './shape';

/** Partial sums that the sum of all values of a tensor is made of. */
export const partialSums = 64;

/** Numbers of a product that a workgroup computes, about, and workgroups that keep a large card busy. */
const [tileSize, busy] = [1024, 1024];

/** Parts of the sum over all rows in Aᵀ B: without them, few workgroups would have much to do where A and B are narrow. */
export function countParts(a: WgslNode, b: WgslNode): number {
  const tiles = Math.ceil((widthOf(a.shape) * widthOf(b.shape)) / tileSize);
  return Math.max(1, Math.min(partialSums, Math.floor(busy / tiles)));
}
