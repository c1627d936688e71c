import { DeviceError } from '../errors/device-error';
import { OnnxRuntimeAdapter } from './onnxruntime';
import type { Runtime } from './runtime';

const howToGetNative = 'ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node';

let loading: Promise<Runtime> | undefined;

/**
 * The runtime of this process, loaded at the first call: onnxruntime-node where it is installed, onnxruntime-web
 * (WebAssembly) otherwise.
 *
 * @param notify told once if the native runtime is missing, and how to get it
 * @throws DeviceError if there is neither
 */
export function loadRuntime(notify: (message: string) => void = console.warn): Promise<Runtime> {
  loading ??= loadNative().catch((error) => {
    notify(
      `Running on WebAssembly, as onnxruntime-node is not installed. For the faster one: ${howToGetNative}`,
    );
    return loadWeb(error);
  });
  return loading;
}

async function loadNative(): Promise<Runtime> {
  const { default: native } = await import('onnxruntime-node');
  return new OnnxRuntimeAdapter(`onnxruntime-node ${native.env.versions.node ?? ''}`.trim(), native, 'cpu');
}

async function loadWeb(nativeError: unknown): Promise<Runtime> {
  try {
    const web = await import('onnxruntime-web');
    return new OnnxRuntimeAdapter(`onnxruntime-web ${web.env.versions.web ?? ''}`.trim(), web, 'wasm');
  } catch {
    throw new DeviceError('no ONNX Runtime is installed', { hint: howToGetNative, cause: nativeError });
  }
}
