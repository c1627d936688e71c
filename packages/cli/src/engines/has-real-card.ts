import { findGraphicsCard } from '@tagger/trainer/internal';
import type { Io } from '../io/io';

/** Whether WebGPU has a card, and not a program: computing on the CPU at once is faster than that. */
export async function hasRealCard({ env }: Io): Promise<boolean> {
  return findGraphicsCard(env).then(
    ({ isSoftware }) => !isSoftware,
    () => false,
  );
}
