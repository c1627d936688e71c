import { type FileHandle, open } from 'node:fs/promises';
import { DeviceError, ModelError } from './errors';
import { collectBytes } from './loading/collect-bytes';
import { OnnxRuntimeAdapter } from './runtime/onnxruntime';
import type { Runtime } from './runtime/runtime';
import { importWebRuntime } from './runtime/web-runtime';

/*
 * What is different in Node.js and in a browser. The browser's build has `platform.browser.ts` in the place of this file.
 */

/** Bytes read at a time. */
const chunkSize = 2 ** 20;

const howToGetNative = 'ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node';

/**
 * @param address a path, or a `file:` address
 * @throws ModelError if the file cannot be read, or is larger than a model file can be
 */
export async function readLocalModel(address: string, name: string): Promise<Uint8Array> {
  try {
    const file = await open(/^file:/i.test(address) ? new URL(address) : address);
    try {
      const { size } = await file.stat();
      const collector = collectBytes(name, size);
      // Of a pipe, and of files that a system makes up, the size is not known.
      if (size > 0) return await readWhole(file, size);
      for await (const chunk of file.createReadStream({ highWaterMark: chunkSize, autoClose: false }))
        collector.add(chunk);
      return collector.finish();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const problem =
      { ENOENT: 'no such file', EISDIR: 'is a folder, not a model file', EACCES: 'no permission to read it' }[
        code ?? ''
      ] ?? `cannot be read: ${(error as Error).message}`;
    throw new ModelError(problem, { location: { file: name }, cause: error });
  }
}

/** Without a copy of what was read. */
async function readWhole(file: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let end = 0;
  while (end < size) {
    const { bytesRead } = await file.read(bytes, end, size - end, end);
    // It became shorter meanwhile.
    if (bytesRead === 0) return bytes.slice(0, end);
    end += bytesRead;
  }
  return bytes;
}

/** onnxruntime-node where it is installed, onnxruntime-web (WebAssembly) otherwise. */
export async function importRuntime(notify: (message: string) => void): Promise<Runtime> {
  try {
    const found = await import('onnxruntime-node');
    // It is CommonJS that says to be an ES module: from CommonJS it comes without a default.
    const native = found.default ?? found;
    return new OnnxRuntimeAdapter(`onnxruntime-node ${native.env.versions.node}`, native, 'cpu');
  } catch (nativeError) {
    const isMissing = (nativeError as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    const [firstLine] = (nativeError as Error).message.split('\n');
    const reason = isMissing ? 'is not installed' : `cannot be loaded: ${firstLine}`;
    notify(
      `running on onnxruntime-web, as onnxruntime-node ${reason}; for the faster one: ${howToGetNative}`,
    );
    try {
      return await importWebRuntime();
    } catch {
      throw new DeviceError('no ONNX Runtime is installed', { hint: howToGetNative, cause: nativeError });
    }
  }
}
