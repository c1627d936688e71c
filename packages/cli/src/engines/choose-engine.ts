import { availableParallelism } from 'node:os';
import { type Device, DeviceError, loadRuntime } from '@tagger/models';
import { type Engine, type GivenSettings, OnnxEngine, WgslEngine } from '@tagger/trainer';
import { completeSettings, estimateStep, tryStep } from '@tagger/trainer/internal';
import { loadTfjs, TfjsEngine } from '@tagger/trainer/tfjs';
import type { Io } from '../io/io';
import { firstThatWorks } from './first-that-works';
import { hasRealCard } from './has-real-card';
import { requireWebGpu } from './require-webgpu';

/** What runs the arithmetic: ONNX Runtime, TensorFlow.js, or kernels of our own on a graphics card. */
export const engineNames = ['onnx', 'tfjs', 'wgsl'] as const;
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

/**
 * ONNX Runtime runs a step as one graph; TensorFlow.js goes through JavaScript for each operation. On WebGPU, both have hundreds of kernels
 * a step where our own are a few dozen.
 */
const enginesOf: Readonly<Record<Exclude<Device, 'auto'>, readonly EngineName[]>> = {
  cuda: ['onnx', 'tfjs'],
  webgpu: ['wgsl'],
  cpu: ['onnx'],
};

/** A card is taken if a step takes this share of its time on the CPU, at most: the estimate is a rough one. */
const worthwhile = 0.7;

/**
 * The first engine that works. One on another device than was asked for is never taken. `auto` takes WebGPU on a real card,
 * otherwise CUDA, otherwise the CPU; and always the CPU where a step on a card would hardly be faster.
 * @param settings of the training; the report's without them
 * @throws DeviceError with what was tried, and why it does not work
 */
export async function chooseEngine(
  flags: EngineFlags,
  io: Io,
  settings: GivenSettings = {},
): Promise<Engine> {
  const { device, gpu } = flags;
  const choose = (devices: readonly Exclude<Device, 'auto'>[], problem: string) =>
    firstThatWorks(
      devices.flatMap((each) =>
        (flags.engine ? [flags.engine] : enginesOf[each]).map((engine) => ({ engine, device: each })),
      ),
      (candidate: Candidate) => createEngine(candidate, flags, io),
      problem,
    );
  const onCards = (devices: readonly ('cuda' | 'webgpu')[]) =>
    choose(devices, 'no graphics card can be used');
  if (gpu) return onCards((await hasRealCard(io)) ? ['webgpu', 'cuda'] : ['cuda', 'webgpu']);
  if (device !== 'auto') return choose([device], `the device ${device} cannot be used`);
  if (!isWorthwhile(settings, flags)) return choose(['cpu'], 'the CPU cannot be used');
  try {
    return await onCards((await hasRealCard(io)) ? ['webgpu', 'cuda'] : ['cuda']);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return choose(['cpu'], 'the CPU cannot be used');
  }
}

function isWorthwhile(settings: GivenSettings, { threads = availableParallelism() }: EngineFlags): boolean {
  const { cpu, card } = estimateStep(completeSettings(settings), threads);
  return card < worthwhile * cpu;
}

/** Finds out whether the device is there, too: an engine alone would tell only when training starts. */
export async function createEngine(
  { engine, device }: Candidate,
  { threads }: Pick<EngineFlags, 'threads'>,
  io: Io,
): Promise<Engine> {
  if (engine === 'tfjs') return new TfjsEngine(await loadTfjs(device));
  if (engine === 'wgsl' && device !== 'webgpu')
    throw new DeviceError(`the engine wgsl does not run on the device ${device}`, {
      hint: 'use --device webgpu',
    });
  if (device === 'webgpu') requireWebGpu(io);
  if (engine === 'wgsl') return WgslEngine.create();
  const runtime = await loadRuntime((message) => io.stderr.write(`${message}\n`));
  const onnx = new OnnxEngine(runtime, { device, threads });
  await onnx.check();
  // What CUDA lacks of its libraries may show in a step alone.
  if (device === 'cuda') await requireStep(onnx, io);
  return onnx;
}

/** @throws DeviceError if the engine cannot make a training step */
export async function requireStep(engine: Engine, io: Io): Promise<number> {
  return tryStep(engine, io.now).catch((cause: Error) => {
    throw new DeviceError(`${engine.name} fails in a training step: ${cause.message.split('\n')[0]}`, {
      cause,
    });
  });
}
