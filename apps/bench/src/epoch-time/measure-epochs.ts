import { availableParallelism } from 'node:os';
import type { BenchCorpus } from '../corpora';
import { reasonOf } from '../reason-of';
import { type Program, runProgram, trainEpoch, trainEpochInTorch } from './run-program';

/** What one epoch takes on an engine and a device, or why that is not known. */
export interface EpochTime {
  readonly name: string;
  readonly seconds?: number;
  readonly tokensPerSecond?: number;
  readonly notMeasured?: string;
}

/** Every engine and device, and the same protocol in PyTorch where its script is given. */
export function listPrograms(corpus: BenchCorpus, torch: string | undefined): Program[] {
  const options = { model: 'lstm', train: corpus.train, test: corpus.dev };
  const all = availableParallelism();
  const native = (device: string, threads: number) =>
    trainEpoch(device === 'cpu' ? `ONNX Runtime, cpu, threads: ${threads}` : `ONNX Runtime, ${device}`, {
      ...options,
      device,
      threads,
    });
  return [
    native('cpu', 1),
    ...(all > 1 ? [native('cpu', all)] : []),
    native('cuda', 1),
    native('webgpu', 1),
    trainEpoch('ONNX Runtime Web (wasm), threads: 1', { ...options, runtime: 'web', threads: 1 }),
    ...(torch ? [trainEpochInTorch(torch, options)] : []),
  ];
}

/** Runs one epoch in a process of its own. */
export async function measureEpoch(program: Program): Promise<EpochTime> {
  const { name } = program;
  try {
    const [measure] = await runProgram(program);
    return { name, seconds: measure!.seconds, tokensPerSecond: measure!.tokens_per_second };
  } catch (error) {
    return { name, notMeasured: reasonOf(error) };
  }
}
