import { join } from 'node:path';
import type { Sentence } from '@tagger/core';
import { loadRuntime, Tagger } from '@tagger/models';
import { type Engine, OnnxEngine, type PresetName, WgslEngine } from '@tagger/trainer';
import { readSentences } from '../corpora';
import type { BatchSize } from '../gpu/train-preset';
import type { DayOptions } from './day-options';
import { measureTraining } from './measure-training';
import { profileKernels } from './profile-kernels';

export interface PartOptions extends DayOptions {
  readonly part: string;
  readonly preset: PresetName;
  readonly device: string;
  /** Sentences in a batch up to 64, words above. */
  readonly batch: number;
  readonly threads: number;
}

const parts: Readonly<Record<string, (options: PartOptions) => Promise<unknown>>> = {
  adapter: describeCard,
  training: measureSpeed,
  kernels: async (options) => profileKernels(options.preset, await readTask(options)),
  tagging: measureTagging,
};

/** Prints what one part gives, as JSON. */
export async function runPart(options: PartOptions): Promise<void> {
  console.log(JSON.stringify(await parts[options.part]!(options)));
}

async function describeCard() {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const adapter = await create([]).requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('there is no card');
  const { limits, info, features } = adapter;
  return {
    name: [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(', '),
    features: [...features],
    limits: {
      'buffer, MiB': Math.round(limits.maxBufferSize / 2 ** 20),
      'binding, MiB': Math.round(limits.maxStorageBufferBindingSize / 2 ** 20),
      'invocations in a workgroup': limits.maxComputeInvocationsPerWorkgroup,
      'memory of a workgroup, KiB': limits.maxComputeWorkgroupStorageSize / 1024,
    },
  };
}

async function measureSpeed(options: PartOptions) {
  const task = { ...(await readTask(options)), isComputed: options.device !== 'null' };
  return measureTraining(options.preset, await createEngine(options), task);
}

async function createEngine({ device, threads }: PartOptions): Promise<Engine> {
  if (device === 'webgpu') return WgslEngine.create();
  // Dawn's null backend computes nothing: what is left is the host's work.
  if (device === 'null') return WgslEngine.create({ toggles: ['backend=null'] });
  return new OnnxEngine(await loadRuntime(), { device: 'cpu', threads });
}

async function measureTagging({ model, device, seconds, ...options }: PartOptions) {
  const sentences = (await readTraining(options)).map(({ words }) => words);
  const tagger = await Tagger.load(model!, device === 'webgpu' ? { device: 'webgpu' } : {});
  const words = sentences.reduce((sum, { length }) => sum + length, 0);
  const rates: number[] = [];
  const begun = performance.now();
  do {
    const start = performance.now();
    await tagger.tagBatch(sentences);
    rates.push((1000 * words) / (performance.now() - start));
  } while (performance.now() - begun < 1000 * seconds);
  return { tokensPerSecond: Math.max(...rates) };
}

async function readTask({ batch, seconds, ...options }: PartOptions) {
  const size: BatchSize = batch <= 64 ? { batchSize: batch } : { batchTokens: batch };
  return { sentences: await readTraining(options), size, seconds };
}

async function readTraining({
  corpus,
  sentences,
}: Pick<DayOptions, 'corpus' | 'sentences'>): Promise<Sentence[]> {
  return (await readSentences(join(corpus, 'train.conllu'))).slice(0, sentences);
}
