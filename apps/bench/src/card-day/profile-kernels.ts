import type { Sentence } from '@tagger/core';
import { type Engine, InterruptedError, type PresetName, presets, train, WgslEngine } from '@tagger/trainer';
import { drawVectors } from '../gpu/random-vectors';
import { KernelSpy } from './kernel-spy';
import type { BatchSize } from './measure-training';

/** What the kernels of one kind take in a step on a card. */
export interface KernelTime {
  readonly name: string;
  readonly count: number;
  /** Milliseconds of all of them in a step, the mean of several. */
  readonly milliseconds: number;
}

/** Steps that are measured at most, and those before them. */
const [measured, warmUp] = [40, 3];
/** Dawn rounds timestamps to a tenth of a millisecond, unless told otherwise. */
const exactTimes = 'disable-dawn-features=timestamp_quantization';

/**
 * Trains for some steps, and gives the time of each kind of kernel; of the loops over time that of each.
 * @throws DeviceError if there is no card
 */
export async function profileKernels(
  preset: PresetName,
  size: BatchSize,
  sentences: readonly Sentence[],
  seconds: number,
): Promise<readonly KernelTime[]> {
  const begun = performance.now();
  const spy = await KernelSpy.install();
  const wgsl = await WgslEngine.create({ toggles: [exactTimes] });
  const totals = new Map<string, { count: number; milliseconds: number }>();
  let steps = 0;
  const engine: Engine = {
    name: wgsl.name,
    async createSession(options) {
      const session = await wgsl.createSession(options);
      const submit = session.submit!.bind(session);
      return Object.assign(session, {
        async submit(...args: Parameters<typeof submit>) {
          const submitted = await submit(...args);
          const kernels = await spy.read();
          if (++steps > warmUp) addTimes(totals, kernels);
          return submitted;
        },
      });
    },
  };
  const enough = new AbortController();
  const batches = 'batchTokens' in size ? { batchSize: 65_536, ...size } : size;
  await train({
    train: { name: 'train', sentences },
    engine,
    settings: { ...presets[preset], epochs: 1000, averageEpochs: 0, ...batches },
    ...(preset !== 'report' && { vectors: drawVectors(sentences) }),
    signal: enough.signal,
    onEvent() {
      const isLate = performance.now() - begun > 1000 * seconds && steps > warmUp;
      if (isLate || steps >= warmUp + measured) enough.abort();
    },
  }).catch((error) => {
    if (!(error instanceof InterruptedError)) throw error;
  });
  const counted = steps - warmUp;
  return Array.from(totals, ([name, { count, milliseconds }]) => ({
    name,
    count: count / counted,
    milliseconds: milliseconds / counted,
  })).sort((a, b) => b.milliseconds - a.milliseconds);
}

function addTimes(
  totals: Map<string, { count: number; milliseconds: number }>,
  kernels: readonly { readonly name: string; readonly milliseconds: number }[],
): void {
  let loops = 0;
  for (const { name, milliseconds } of kernels) {
    const own = name === 'loop over time' ? `${name} ${++loops}` : name;
    const total = totals.get(own) ?? { count: 0, milliseconds: 0 };
    totals.set(own, { count: total.count + 1, milliseconds: total.milliseconds + milliseconds });
  }
}
