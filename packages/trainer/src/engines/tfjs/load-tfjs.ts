import { type Device, DeviceError } from '@tagger/models';
import { prepareWebGpu } from './prepare-webgpu';
import type { Tfjs } from './tfjs-ops';

/** TensorFlow.js with a backend that works. */
export interface TfjsBackend {
  readonly tf: Tfjs;
  /** As people know it, with its version and device. */
  readonly name: string;
  /** Makes it the present backend, which another engine of the process may have changed. */
  use(): Promise<void>;
}

export const tfjsBackends = ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const;
export type TfjsBackendName = (typeof tfjsBackends)[number];

/** By device, the fastest first. */
const backendsOf: Readonly<Record<Device, readonly TfjsBackendName[]>> = {
  auto: tfjsBackends,
  cuda: ['tensorflow'],
  webgpu: ['webgpu'],
  cpu: ['wasm', 'cpu'],
};

/** What to install for each. */
const packagesOf: Readonly<Record<TfjsBackendName, string>> = {
  tensorflow: '@tensorflow/tfjs-node-gpu',
  webgpu: '@tensorflow/tfjs-core @tensorflow/tfjs-backend-webgpu webgpu',
  wasm: '@tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm',
  cpu: '@tensorflow/tfjs-core @tensorflow/tfjs-backend-cpu',
};

/**
 * The first backend for the device that works.
 * @throws DeviceError with what was tried, and why it does not work
 */
export async function loadTfjs(device: Device): Promise<TfjsBackend> {
  const reasons: string[] = [];
  for (const backend of backendsOf[device]) {
    try {
      return await loadTfjsBackend(backend);
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  throw new DeviceError(`TensorFlow.js has no backend for the device ${device}: ${reasons.join('; ')}`);
}

/** @throws DeviceError if it does not work */
export async function loadTfjsBackend(backend: TfjsBackendName): Promise<TfjsBackend> {
  try {
    const { tf, device } = await loaders[backend]();
    if (!(await tf.setBackend(backend))) throw new Error('it cannot be initialised');
    await tf.ready();
    if (backend === 'tensorflow') requireCuda(tf.backend());
    return {
      tf,
      name: `tfjs ${tf.version_core}, ${device}`,
      async use() {
        if (tf.getBackend() !== backend) await tf.setBackend(backend);
      },
    };
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException;
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    const reason = isMissing ? 'is not installed' : `does not work: ${message.split('\n')[0]}`;
    throw new DeviceError(`the backend ${backend} ${reason}`, {
      hint: isMissing ? `npm install ${packagesOf[backend]}` : undefined,
      cause,
    });
  }
}

/**
 * Where the package for CUDA finds no card, it computes on the CPU and says so here alone.
 * @throws Error if it does
 */
export function requireCuda(backend: object): void {
  if (!('isUsingGpuDevice' in backend && backend.isUsingGpuDevice))
    throw new Error('it finds no card with CUDA, and would compute on the CPU');
}

interface Loaded {
  readonly tf: Tfjs;
  readonly device: string;
}

const loaders: Readonly<Record<TfjsBackendName, () => Promise<Loaded>>> = {
  async tensorflow() {
    await mendNodeUtil();
    const name: string = '@tensorflow/tfjs-node-gpu';
    const { default: tf } = (await import(name)) as { default: Tfjs };
    return { tf, device: 'CUDA (tfjs-node-gpu)' };
  },
  async webgpu() {
    const device = await prepareWebGpu();
    const tf = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-backend-webgpu');
    // Small tensors that were just uploaded would be computed with here, whose rounding is another: a resumed run would differ.
    tf.env().set('WEBGPU_CPU_FORWARD', false);
    return { tf, device: `WebGPU (${device})` };
  },
  async wasm() {
    const tf = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-backend-wasm');
    return { tf, device: 'wasm' };
  },
  async cpu() {
    const tf = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-backend-cpu');
    return { tf, device: 'cpu' };
  },
};

/** tfjs-node-gpu 4.22 calls a function that Node.js 23 removed. */
async function mendNodeUtil(): Promise<void> {
  const { default: util } = await import('node:util');
  const old = util as { isNullOrUndefined?: (value: unknown) => boolean };
  old.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
