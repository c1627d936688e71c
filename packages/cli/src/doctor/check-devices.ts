import type { Device } from '@tagger/models';
import type { EngineName } from '../engines/choose-engine';
import { createEngine, requireStep } from '../engines/choose-engine';
import type { Io } from '../io/io';
import { findMissingLibraries } from './find-missing-libraries';

/** What one engine says of one device. */
export interface DeviceCheck {
  readonly engine: EngineName;
  readonly device: Device;
  /** What it calls itself, if it works. */
  readonly name?: string;
  /** Milliseconds of a training step of a small LSTM. */
  readonly step?: number;
  /** Why it does not work. */
  readonly reason?: string;
  /** How to get what is missing. */
  readonly hint?: string | undefined;
}

const checked: readonly (readonly [EngineName, Device])[] = [
  ['onnx', 'cpu'],
  ['wgsl', 'webgpu'],
  ['onnx', 'cuda'],
  ['onnx', 'webgpu'],
  ['tfjs', 'cpu'],
  ['tfjs', 'cuda'],
  ['tfjs', 'webgpu'],
];

const hints: Readonly<Partial<Record<`${EngineName} ${Device}`, string>>> = {
  'wgsl webgpu': 'npm install webgpu; the driver of the card (Linux: one for Vulkan, and libvulkan1)',
  'onnx cpu': 'npm install onnxruntime-node',
  'onnx cuda':
    'on Linux x64, with CUDA 13 and cuDNN 9: ONNXRUNTIME_NODE_INSTALL=cuda12 npm install onnxruntime-node',
  'onnx webgpu': 'install the driver of the card (Linux: one for Vulkan, and libvulkan1)',
  'tfjs cpu': 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm',
  'tfjs cuda': 'with CUDA 11.2 and cuDNN 8.1: npm install @tensorflow/tfjs-node-gpu',
  'tfjs webgpu': 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-webgpu webgpu',
};

/** Tries each engine on each device, with a training step. */
export async function checkDevices(io: Io): Promise<DeviceCheck[]> {
  const checks: DeviceCheck[] = [];
  for (const [engine, device] of checked) {
    try {
      const created = await createEngine({ engine, device }, {}, io);
      checks.push({ engine, device, name: created.name, step: await requireStep(created, io) });
    } catch (error) {
      checks.push({
        engine,
        device,
        reason: await explain((error as Error).message, engine, device),
        hint: hints[`${engine} ${device}`],
      });
    }
  }
  return checks;
}

/** The error without its own hint, and with the libraries by name where it has none. */
async function explain(message: string, engine: EngineName, device: Device): Promise<string> {
  const reason = message.replace(/ \([^()]*\)$/, '');
  if (engine !== 'onnx' || device !== 'cuda') return reason;
  const missing = await findMissingLibraries();
  return missing.length > 0 ? `${reason}; missing: ${missing.join(', ')}` : reason;
}
