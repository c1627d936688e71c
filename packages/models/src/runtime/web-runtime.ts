import { DeviceError } from '../errors';
import { OnnxRuntimeAdapter } from './onnxruntime';
import type { Runtime } from './runtime';

/** onnxruntime-web. @throws DeviceError if it is not installed */
export async function importWebRuntime(): Promise<Runtime> {
  try {
    // Bundlers leave out what is missing if the import itself is in a `try`.
    const web = await import('onnxruntime-web');
    return new OnnxRuntimeAdapter(`onnxruntime-web ${web.env.versions.web}`, web, 'wasm');
  } catch (cause) {
    throw new DeviceError('onnxruntime-web is not installed', { hint: 'npm install onnxruntime-web', cause });
  }
}
