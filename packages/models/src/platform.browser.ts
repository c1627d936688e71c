import { fetchModel } from './loading/fetch-model';
import { OnnxRuntimeAdapter } from './runtime/onnxruntime';
import type { Runtime } from './runtime/runtime';

/** In a browser a path is an address relative to the page. */
export const readLocalModel = fetchModel;

/** onnxruntime-web, which a page that only imports this package need not fetch. */
export async function importRuntime(): Promise<Runtime> {
  const web = await import('onnxruntime-web');
  return new OnnxRuntimeAdapter(`onnxruntime-web ${web.env.versions.web}`, web, 'wasm');
}
