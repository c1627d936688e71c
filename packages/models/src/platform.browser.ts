import { DeviceError } from './errors';
import { fetchModel } from './loading/fetch-model';
import { OnnxRuntimeAdapter } from './runtime/onnxruntime';
import type { Runtime } from './runtime/runtime';

/** In a browser a path is an address relative to the page. */
export const readLocalModel = fetchModel;

/** onnxruntime-web, which a page that only imports this package need not fetch, nor have. */
export async function importRuntime(): Promise<Runtime> {
  try {
    const web = await import('onnxruntime-web');
    return new OnnxRuntimeAdapter(`onnxruntime-web ${web.env.versions.web}`, web, 'wasm');
  } catch (cause) {
    throw new DeviceError('onnxruntime-web is not installed', { hint: 'npm install onnxruntime-web', cause });
  }
}
