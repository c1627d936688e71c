import { median } from '../report/statistics';

/** A tagger as it is timed. */
export interface TimedProgram {
  readonly name: string;
  /** Tags all. */
  run(): unknown;
}

export interface TimedResult {
  readonly name: string;
  /** The median of the runs. */
  readonly tokensPerSecond: number;
  /** How much faster it is than the first program: the median of the ratios of runs side by side. */
  readonly ratio: number;
}

/**
 * Times programs in one process, alternating, so that what else the machine does meets all of them alike. The first two runs
 * of each do not count.
 *
 * @param tokens that a run tags
 * @param now milliseconds
 */
export async function compareTagging(
  programs: readonly TimedProgram[],
  tokens: number,
  runs: number,
  now = () => performance.now(),
): Promise<TimedResult[]> {
  const times = programs.map((): number[] => []);
  for (let run = -2; run < runs; run++)
    for (const [index, program] of programs.entries()) {
      const start = now();
      await program.run();
      if (run >= 0) times[index]!.push(now() - start);
    }
  return programs.map(({ name }, index) => {
    const own = times[index]!;
    return {
      name,
      tokensPerSecond: Math.round((1000 * tokens) / median(own)),
      ratio: median(own.map((time, run) => times[0]![run]! / time)),
    };
  });
}
