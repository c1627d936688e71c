import { type Device, loadRuntime } from '@tagger/models';
import { type Engine, loadTfjs, OnnxEngine, TfjsEngine } from '@tagger/trainer';
import { firstThatWorks } from './first-that-works';
import type { Io } from './io';

/** What runs the arithmetic: ONNX Runtime or TensorFlow.js. */
export const engineNames = ['onnx', 'tfjs'] as const;
export type EngineName = (typeof engineNames)[number];

export interface EngineFlags {
  readonly device: Device;
  readonly gpu?: boolean;
  readonly engine?: EngineName;
  readonly threads?: number;
}

interface Candidate {
  readonly engine: EngineName;
  readonly device: Device;
}

/** What to try, the fastest first. */
function listCandidates({ device, gpu, engine }: EngineFlags): Candidate[] {
  const devices: Device[] = gpu ? ['cuda', 'webgpu'] : [device];
  // ONNX Runtime runs a loop over time on WebGPU step by step from the CPU.
  const enginesOf = (each: Device): readonly EngineName[] =>
    each === 'webgpu' ? ['tfjs', 'onnx'] : each === 'cuda' ? ['onnx', 'tfjs'] : ['onnx'];
  return devices.flatMap((each) =>
    (engine ? [engine] : enginesOf(each)).map((name) => ({ engine: name, device: each })),
  );
}

/**
 * The first engine that works. One on another device than was asked for is never taken.
 * @throws DeviceError with what was tried, and why it does not work
 */
export async function chooseEngine(flags: EngineFlags, io: Io): Promise<Engine> {
  const problem = flags.gpu ? 'no graphics card can be used' : `the device ${flags.device} cannot be used`;
  const create = (candidate: Candidate) => createEngine(candidate, flags, io);
  return firstThatWorks(listCandidates(flags), create, problem);
}

/** Finds out whether the device is there, too: an engine alone would tell only when training starts. */
export async function createEngine(
  { engine, device }: Candidate,
  { threads }: Pick<EngineFlags, 'threads'>,
  io: Io,
): Promise<Engine> {
  if (engine === 'tfjs') return new TfjsEngine(await loadTfjs(device));
  const runtime = await loadRuntime((message) => io.stderr.write(`${message}\n`));
  const onnx = new OnnxEngine(runtime, { device, threads });
  await onnx.check();
  return onnx;
}
