import { readFile } from 'node:fs/promises';
import { DeviceError } from './errors/device-error';
import { ModelError } from './errors/model-error';
import { OnnxRuntimeAdapter } from './runtime/onnxruntime';
import type { Runtime } from './runtime/runtime';

/*
 * What is different in Node.js and in a browser. The browser's build has `platform.browser.ts` in the place of this file.
 */

const howToGetNative = 'ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node';

/** @throws ModelError if the file cannot be read */
export async function readModelBytes(source: string | URL): Promise<Uint8Array> {
  try {
    return await readFile(source);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const problem =
      { ENOENT: 'no such file', EISDIR: 'is a folder, not a model file', EACCES: 'no permission to read it' }[
        code ?? ''
      ] ?? `cannot be read: ${(error as Error).message}`;
    throw new ModelError(problem, { location: { file: String(source) }, cause: error });
  }
}

/** onnxruntime-node where it is installed, onnxruntime-web (WebAssembly) otherwise. */
export async function importRuntime(notify: (message: string) => void): Promise<Runtime> {
  try {
    const { default: native } = await import('onnxruntime-node');
    return new OnnxRuntimeAdapter(`onnxruntime-node ${native.env.versions.node}`, native, 'cpu');
  } catch (nativeError) {
    const isMissing = (nativeError as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    const [firstLine] = (nativeError as Error).message.split('\n');
    const reason = isMissing ? 'is not installed' : `cannot be loaded: ${firstLine}`;
    notify(`running on WebAssembly, as onnxruntime-node ${reason}; for the faster one: ${howToGetNative}`);
    try {
      const web = await import('onnxruntime-web');
      return new OnnxRuntimeAdapter(`onnxruntime-web ${web.env.versions.web}`, web, 'wasm');
    } catch {
      throw new DeviceError('no ONNX Runtime is installed', { hint: howToGetNative, cause: nativeError });
    }
  }
}
