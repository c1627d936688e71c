import type { Sentence } from '@tagger/core';
import { type Engine, type PresetName, WgslEngine } from '@tagger/trainer';
import { type BatchSize, trainPreset } from '../gpu/train-preset';
import { KernelSpy } from './kernel-spy';

/** What the kernels of one kind take in a step on a card. */
export interface KernelTime {
  readonly name: string;
  readonly count: number;
  /** Milliseconds of all of them in a step, the mean of several. */
  readonly milliseconds: number;
}

export interface KernelTask {
  readonly sentences: readonly Sentence[];
  readonly size: BatchSize;
  /** Of the training, about. */
  readonly seconds: number;
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
  { sentences, size, seconds }: KernelTask,
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
  await trainPreset(preset, engine, {
    sentences,
    size,
    isEnough() {
      const isLate = performance.now() - begun > 1000 * seconds && steps > warmUp;
      return isLate || steps >= warmUp + measured;
    },
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
