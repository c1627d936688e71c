import { availableParallelism } from 'node:os';
import { findGraphicsCard } from '@tagger/trainer/internal';
import type { BenchCorpus } from '../corpora';
import { reasonOf } from '../reason-of';
import { findFastest, growBatches, nameSize } from './grow-batches';
import { type BatchSize, type Program, runProgram, trainEpoch, trainEpochInTorch } from './run-program';

/** What one epoch takes on an engine and a device, or why that is not known. */
export interface EpochTime {
  readonly name: string;
  /** At batches of 16. */
  readonly seconds?: number;
  readonly tokensPerSecond?: number;
  /** At the size of batches that is fastest, where others were tried. */
  readonly largest?: { readonly size: string; readonly seconds: number; readonly tokensPerSecond: number };
  readonly notMeasured?: string;
}

/** An engine on a device. */
export interface EpochProgram {
  readonly name: string;
  create(size: BatchSize): Program;
  /** Whether larger batches are tried, too. */
  readonly grows: boolean;
  /** Words in a batch that are tried; the usual ones if it does not say. */
  readonly sizes?: readonly number[];
  /** The part of an epoch that is run, from which a whole one is reckoned: what takes very long. */
  readonly share?: number;
  readonly onCard?: 'webgpu';
}

/** Every engine and device, and the same protocol in PyTorch where its script is given. */
export function listPrograms(
  corpus: BenchCorpus,
  sentences: number,
  torch: string | undefined,
): EpochProgram[] {
  const options = { model: 'lstm', train: corpus.train };
  const all = availableParallelism();
  const native = (device: string, threads: number): EpochProgram => {
    const name = device === 'cpu' ? `ONNX Runtime, cpu, threads: ${threads}` : `ONNX Runtime, ${device}`;
    return {
      name,
      create: (size) => trainEpoch(name, { ...options, device, threads, ...size }),
      grows: true,
      ...(device === 'webgpu' ? { onCard: 'webgpu' } : {}),
    };
  };
  const web = 'ONNX Runtime Web (wasm), threads: 1';
  const tfjs = (backend: string, share: number, more: Partial<EpochProgram> = {}): EpochProgram => {
    const name = `TensorFlow.js, ${backend}`;
    const part = share < 1 ? { sentences: Math.ceil(share * sentences) } : {};
    return {
      name,
      create: (size) => trainEpoch(name, { ...options, engine: backend, ...part, ...size }),
      grows: true,
      share,
      ...more,
    };
  };
  return [
    native('cpu', 1),
    ...(all > 1 ? [native('cpu', all)] : []),
    {
      name: 'kernels in WGSL, webgpu',
      create: (size) => trainEpoch('kernels in WGSL, webgpu', { ...options, engine: 'wgsl', ...size }),
      grows: true,
      onCard: 'webgpu',
    },
    native('cuda', 1),
    native('webgpu', 1),
    {
      name: web,
      create: (size) => trainEpoch(web, { ...options, runtime: 'web', threads: 1, ...size }),
      grows: true,
    },
    tfjs('tensorflow', 1),
    tfjs('webgpu', 1, { onCard: 'webgpu' }),
    tfjs('wasm', 0.1, { sizes: [1024] }),
    tfjs('cpu', 0.02, { grows: false }),
    ...(torch
      ? [
          {
            name: 'PyTorch, threads: 1',
            create: () => trainEpochInTorch(torch, { ...options, test: corpus.dev }),
            grows: false,
          },
        ]
      : []),
  ];
}

/**
 * Runs one epoch in a process of its own, and again with larger batches.
 * @param tokens of an epoch
 */
export async function measureEpoch(program: EpochProgram, tokens: number): Promise<EpochTime> {
  const { name, create, grows, sizes, share = 1, onCard } = program;
  try {
    if (onCard) await requireCard();
    const measures = grows
      ? await growBatches(create, sizes)
      : [{ size: { batch: 16 }, measure: (await runProgram(create({ batch: 16 }))).at(-1)! }];
    const result = ({ measure }: (typeof measures)[number]) => ({
      // Sentences of a part may be longer than usual: its words tell how much of an epoch it is.
      seconds: share < 1 ? tokens / measure.tokens_per_second : measure.seconds,
      tokensPerSecond: measure.tokens_per_second,
    });
    const fastest = findFastest(measures);
    return {
      name: share < 1 ? `${name} (from ${100 * share} % of it)` : name,
      ...result(measures[0]!),
      ...(grows ? { largest: { size: nameSize(fastest.size), ...result(fastest) } } : {}),
    };
  } catch (error) {
    return { name, notMeasured: reasonOf(error) };
  }
}

/** What software does in the place of a card says nothing of cards, and takes hours. */
async function requireCard(): Promise<void> {
  const { name, isSoftware } = await findGraphicsCard();
  if (isSoftware) throw new Error(`no graphics card, ${name} alone`);
}
