import { OnnxRuntimeAdapter } from './onnxruntime';
import type { Runtime } from './runtime';

/** onnxruntime-web. The import fails where it is not installed. */
export async function importWebRuntime(): Promise<Runtime> {
  const web = await import('onnxruntime-web');
  return new OnnxRuntimeAdapter(`onnxruntime-web ${web.env.versions.web}`, web, 'wasm');
}
