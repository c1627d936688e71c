import { DeviceError } from './errors';
import { fetchModel } from './loading/fetch-model';
import type { Runtime } from './runtime/runtime';
import { importWebRuntime } from './runtime/web-runtime';

/** In a browser a path is an address relative to the page. */
export const readLocalModel = fetchModel;

/** onnxruntime-web, which a page that only imports this package need not fetch, nor have. */
export async function importRuntime(): Promise<Runtime> {
  try {
    return await importWebRuntime();
  } catch (cause) {
    throw new DeviceError('onnxruntime-web is not installed', { hint: 'npm install onnxruntime-web', cause });
  }
}
