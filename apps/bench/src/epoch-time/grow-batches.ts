import { type BatchSize, type EpochMeasure, type Program, runProgram } from './run-program';

/** What one size of batches came to. */
export interface SizedMeasure {
  readonly size: BatchSize;
  readonly measure: EpochMeasure;
}

/** Words in a batch, with its padding. */
export const batchTokenSizes = [1024, 4096, 16_384, 65_536];

/** By how much a larger batch must be faster to be worth its memory. */
const leastGain = 1.05;

/**
 * The report's batches of 16, and then larger ones until they are no faster: the last one is none the less measured. What
 * is larger than memory ends it, too.
 *
 * @throws what the program says of batches of 16
 */
export async function growBatches(
  create: (size: BatchSize) => Program,
  sizes: readonly number[] = batchTokenSizes,
): Promise<SizedMeasure[]> {
  const measureAt = async (size: BatchSize) => ({ size, measure: (await runProgram(create(size))).at(-1)! });
  const measures: SizedMeasure[] = [await measureAt({ batch: 16 })];
  for (const tokens of sizes) {
    const next = await measureAt({ 'batch-tokens': tokens }).catch(() => undefined);
    if (!next) break;
    const last = measures.at(-1)!;
    measures.push(next);
    if (next.measure.tokens_per_second < leastGain * last.measure.tokens_per_second) break;
  }
  return measures;
}

/** The fastest, of those that are alike the one with the smaller batches. */
export function findFastest(measures: readonly SizedMeasure[]): SizedMeasure {
  return measures.reduce((best, next) =>
    next.measure.tokens_per_second >= leastGain * best.measure.tokens_per_second ? next : best,
  );
}

export function nameSize(size: BatchSize): string {
  return 'batch' in size ? `${size.batch} sentences` : `${size['batch-tokens'].toLocaleString('en')} words`;
}
