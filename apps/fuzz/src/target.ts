import fc from 'fast-check';

/** A part of the product, and what has to be true of it whatever it is given. */
export interface Target {
  readonly name: string;
  /** Makes what the property needs, such as a model file, and gives the property. */
  readonly prepare: (workspace: string) => Promise<Property>;
}

/** Checks the property on so many inputs of a seed, or on the one of a path. */
export type Property = (options: CheckOptions) => Promise<Find | undefined>;

export interface CheckOptions {
  readonly seed: number;
  readonly runs: number;
  /** Of an input of the seed, as a report of a find has it. */
  readonly path?: string | undefined;
  /** Milliseconds after which no other input is drawn. */
  readonly time: number;
  /** Told before each run. */
  readonly onRun: () => void;
}

/** An input for which the property is not true. */
export interface Find {
  readonly seed: number;
  readonly path: string;
  /** The smallest such input that was found, as text. */
  readonly input: string;
  readonly problem: string;
}

/** Processor time of one run, in milliseconds, and memory that it takes, in bytes; what takes more is a find. */
const limits = { time: 5000, memory: 1024 ** 3 };

/** A property of fast-check, with the limits of each run. `isTrue` throws where it is not true. */
export function createProperty<Input>(
  inputs: fc.Arbitrary<Input>,
  isTrue: (input: Input) => Promise<void>,
): Property {
  return async ({ seed, runs, path, time, onRun }) => {
    const property = fc.asyncProperty(inputs, async (input) => {
      onRun();
      await withinLimits(() => isTrue(input));
    });
    const details = await fc.check(property, {
      seed,
      numRuns: runs,
      interruptAfterTimeLimit: time,
      markInterruptAsFailure: false,
      ...(path === undefined ? {} : { path, endOnFailure: true }),
    });
    const { counterexample, counterexamplePath, errorInstance } = details;
    // Without a counterexample the time was over before the first run.
    if (counterexample === null) return undefined;
    return {
      seed,
      path: counterexamplePath ?? '',
      input: escapeAll(fc.stringify(counterexample[0])),
      problem:
        errorInstance instanceof Error
          ? (errorInstance.stack ?? errorInstance.message)
          : String(errorInstance),
    };
  };
}

/** Processor time, because a machine may do other things; the largest memory, because a run frees what it took. */
async function withinLimits(run: () => Promise<void>): Promise<void> {
  const start = process.cpuUsage();
  const before = process.resourceUsage().maxRSS;
  await run();
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  if (milliseconds > limits.time)
    throw new Error(`slow: ${(milliseconds / 1000).toFixed(1)} s of processor time`);
  const bytes = (process.resourceUsage().maxRSS - before) * 1024;
  if (bytes > limits.memory) throw new Error(`memory: ${(bytes / 1e6).toFixed(0)} MB more than before`);
}

/** Visible, and to be pasted anywhere. */
function escapeAll(text: string): string {
  // Objects without a prototype, as most that are drawn.
  const short = text.replaceAll('{__proto__:null,', '{');
  return short.replace(/[^\x20-\x7e\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
