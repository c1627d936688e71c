import { TaggerError } from '@tagger/core';
import type * as OnnxRuntime from 'onnxruntime-common';
import { DeviceError } from '../errors/device-error';
import { ModelError } from '../errors/model-error';
import type { Runtime, RuntimeOptions, RuntimeSession, RuntimeTensor } from './runtime';

/** The part of `onnxruntime-node` and `onnxruntime-web` that is the same in both. */
export type OnnxRuntimeModule = Pick<typeof OnnxRuntime, 'InferenceSession' | 'Tensor' | 'env'>;

/** `Runtime` on either of ONNX Runtime's packages for JavaScript. */
export class OnnxRuntimeAdapter implements Runtime {
  constructor(
    readonly name: string,
    private readonly module: OnnxRuntimeModule,
    /** The execution provider that stands for the CPU: `cpu` in Node.js, `wasm` in a browser. */
    private readonly cpuProvider: 'cpu' | 'wasm',
  ) {
    // Errors are thrown: the runtime need not print them as well.
    module.env.logLevel = 'fatal';
  }

  /**
   * @throws DeviceError if the device is not there
   * @throws ModelError if the bytes are no ONNX model that this runtime accepts
   */
  async createSession(model: Uint8Array, { device, threads, name }: RuntimeOptions): Promise<RuntimeSession> {
    const provider = device === 'auto' || device === 'cpu' ? this.cpuProvider : device;
    const options: OnnxRuntime.InferenceSession.SessionOptions = {
      executionProviders: [provider],
      executionMode: 'sequential',
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    };
    try {
      return new Session(this.module, await this.module.InferenceSession.create(model, options));
    } catch (error) {
      if (TaggerError.isInstance(error)) throw error;
      const reason = firstLine(error);
      if (provider === this.cpuProvider)
        throw new ModelError(`not a model that ${this.name} can run: ${reason}`, {
          location: { file: name },
          cause: error,
        });
      throw new DeviceError(`device ${device} is not available in ${this.name}: ${reason}`, {
        hint: 'use --device cpu, or install what the device needs',
        cause: error,
      });
    }
  }
}

class Session implements RuntimeSession {
  constructor(
    private readonly module: OnnxRuntimeModule,
    private readonly session: OnnxRuntime.InferenceSession,
  ) {}

  async run(inputs: Readonly<Record<string, RuntimeTensor>>): Promise<Record<string, RuntimeTensor>> {
    const feeds = mapValues(
      inputs,
      ({ type, data, dimensions }) => new this.module.Tensor(type, data, dimensions),
    );
    return mapValues(await this.session.run(feeds), toRuntimeTensor);
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

function toRuntimeTensor({ type, data, dims }: OnnxRuntime.Tensor): RuntimeTensor {
  return { type, data, dimensions: dims } as RuntimeTensor;
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** The first line, without the place in the runtime's own sources and the condition that failed there. */
function firstLine(error: unknown): string {
  const [line] = String(error instanceof Error ? error.message : error).split('\n') as [string];
  return line.replace(/^\/\S+:\d+ .* was false\. /, '');
}
