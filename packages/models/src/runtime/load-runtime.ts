import { importRuntime } from '../platform';
import type { Runtime } from './runtime';

let loading: Promise<Runtime> | undefined;

/**
 * The runtime of this process, loaded at the first call: onnxruntime-node where it is installed, onnxruntime-web
 * (WebAssembly) otherwise.
 *
 * @param notify told, once, if the native runtime is missing and how to get it; by default on standard error
 * @throws DeviceError if there is neither
 */
export function loadRuntime(notify: (message: string) => void = console.warn): Promise<Runtime> {
  loading ??= importRuntime((message) => notify(`tagger: ${message}`));
  return loading;
}
