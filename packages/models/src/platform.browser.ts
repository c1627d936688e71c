import { ModelError } from './errors/model-error';
import { OnnxRuntimeAdapter } from './runtime/onnxruntime';
import type { Runtime } from './runtime/runtime';

/** @throws ModelError if the address cannot be fetched */
export async function readModelBytes(source: string | URL): Promise<Uint8Array> {
  const location = { file: String(source) };
  const response = await fetch(source).catch((error) => {
    throw new ModelError('cannot be fetched', { location, cause: error });
  });
  if (!response.ok)
    throw new ModelError(`cannot be fetched: ${response.status} ${response.statusText}`, { location });
  return new Uint8Array(await response.arrayBuffer());
}

/** onnxruntime-web, which a page that only imports this package need not fetch. */
export async function importRuntime(): Promise<Runtime> {
  const web = await import('onnxruntime-web');
  return new OnnxRuntimeAdapter(`onnxruntime-web ${web.env.versions.web}`, web, 'wasm');
}
