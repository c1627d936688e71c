/** Times of a reader at growing lengths of one input. */
export interface Growth {
  /** Milliseconds at each length; fewer than lengths if one took too long to try the next. */
  readonly times: readonly number[];
  /** Of times for ten times the length, the mean of the last two steps; undefined if the times are too short to tell. */
  readonly ratio: number | undefined;
}

export interface GrowthOptions {
  readonly read: (text: string) => Promise<void>;
  readonly create: (length: number) => string;
  readonly lengths: readonly number[];
  /** Ratios above this one are measured again, since other programs may have been in the way. */
  readonly highestRatio: number;
  readonly collectGarbage: () => void;
}

/** Below, in milliseconds, the call itself and the compiler take much of the time. */
const shortestTime = 20;
/** What is slower, in milliseconds, is not tried at ten times the length. */
const longestTime = 10_000;
/** Of each length: repetitions, and milliseconds for more of them. */
const least = { runs: 3, time: 20 };
const mostRounds = 4;

/** Reads inputs of ten times the length each time. The best of several repetitions counts. */
export async function measureGrowth({
  read,
  create,
  lengths,
  highestRatio,
  collectGarbage,
}: GrowthOptions): Promise<Growth> {
  const times: number[] = [];
  let ratio: number | undefined;
  for (let round = 0; round < mostRounds; round += 1) {
    for (const [index, length] of lengths.entries()) {
      const text = create(length);
      times[index] = Math.min(
        times[index] ?? Number.POSITIVE_INFINITY,
        await findBestTime(() => read(text), collectGarbage),
      );
      if (times[index] > longestTime) break;
    }
    ratio = findRatio(times);
    if (ratio === undefined || ratio <= highestRatio) break;
  }
  return { times, ratio };
}

/** The first lengths tell little: there the code is compiled, and fits the caches. */
function findRatio(times: readonly number[]): number | undefined {
  const [start, end] = [times.at(-3), times.at(-1)];
  if (start === undefined || end === undefined || end < shortestTime) return undefined;
  return Math.sqrt(end / start);
}

/** Processor time, as a machine may do other things. */
async function findBestTime(read: () => Promise<void>, collectGarbage: () => void): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let run = 0; run < least.runs || sum < least.time; run += 1) {
    // What other inputs left is not collected within a run. Before each run it would be given memory anew, which takes the kernel longer than reading.
    if (run === 0) collectGarbage();
    const start = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(start);
    const time = (user + system) / 1000;
    best = Math.min(best, time);
    sum += time;
    if (time > longestTime / least.runs) break;
  }
  return best;
}
