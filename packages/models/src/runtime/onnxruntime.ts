import { TaggerError } from '@tagger/core';
import { mapValues } from '@tagger/core/internal';
import type * as OnnxRuntime from 'onnxruntime-common';
import { DeviceError, ModelError } from '../errors';
import { encodeModel } from '../onnx/encode-model';
import { GraphBuilder } from '../onnx/graph-builder';
import { firstLine } from './first-line';
import type {
  Device,
  DeviceTensor,
  KeepingResult,
  Runtime,
  RuntimeInput,
  RuntimeOptions,
  RuntimeSession,
  RuntimeTensor,
} from './runtime';

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

  /** ONNX Runtime's packages for JavaScript do with WebGPU alone. */
  keepsOn(device: Device): boolean {
    return device === 'webgpu';
  }

  /**
   * @throws DeviceError if the device is not there
   * @throws ModelError if the bytes are no ONNX model that this runtime accepts
   */
  async createSession(
    model: Uint8Array,
    { device, threads, name, kept = [] }: RuntimeOptions,
  ): Promise<RuntimeSession> {
    const provider = device === 'auto' || device === 'cpu' ? this.cpuProvider : device;
    const options: OnnxRuntime.InferenceSession.SessionOptions = {
      executionProviders: [provider],
      executionMode: 'sequential',
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    };
    const keeping = this.keepsOn(device) && kept.length > 0;
    const preferredOutputLocation = Object.fromEntries(kept.map((output) => [output, 'gpu-buffer' as const]));
    try {
      const create = (bytes: Uint8Array, more: OnnxRuntime.InferenceSession.SessionOptions) =>
        this.module.InferenceSession.create(bytes, { ...options, ...more });
      const session = await create(model, keeping ? { preferredOutputLocation } : {});
      return new Session(this.module, session, new Set(kept), () => create(buildCopyGraph(), {}));
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
  #reader: Promise<OnnxRuntime.InferenceSession> | undefined;

  constructor(
    private readonly module: OnnxRuntimeModule,
    private readonly session: OnnxRuntime.InferenceSession,
    private readonly kept: ReadonlySet<string>,
    private readonly createReader: () => Promise<OnnxRuntime.InferenceSession>,
  ) {}

  async run(inputs: Readonly<Record<string, RuntimeInput>>): Promise<Record<string, RuntimeTensor>> {
    return mapValues(await this.#run(inputs), toRuntimeTensor);
  }

  async runKeeping(inputs: Readonly<Record<string, RuntimeInput>>): Promise<KeepingResult> {
    const results = Object.entries(await this.#run(inputs));
    const isKept = ([name]: [string, unknown]) => this.kept.has(name);
    return {
      outputs: mapValues(Object.fromEntries(results.filter((result) => !isKept(result))), toRuntimeTensor),
      kept: mapValues(Object.fromEntries(results.filter(isKept)), (tensor) => new KeptTensor(tensor, this)),
    };
  }

  async release(): Promise<void> {
    await (await this.#reader)?.release();
    await this.session.release();
  }

  /** By a graph that copies: the tensor's own `getData` ends the process in onnxruntime-node 1.30. */
  async read(tensor: OnnxRuntime.Tensor): Promise<RuntimeTensor> {
    if (tensor.location === 'cpu') return toRuntimeTensor(tensor);
    this.#reader ??= this.createReader();
    const { copy } = await (await this.#reader).run({ value: tensor });
    return toRuntimeTensor(copy!);
  }

  #run(
    inputs: Readonly<Record<string, RuntimeInput>>,
  ): Promise<OnnxRuntime.InferenceSession.OnnxValueMapType> {
    return this.session.run(
      mapValues(inputs, (input) =>
        input instanceof KeptTensor ? input.tensor : this.#toTensor(input as RuntimeTensor),
      ),
    );
  }

  #toTensor({ type, data, dimensions }: RuntimeTensor): OnnxRuntime.Tensor {
    return new this.module.Tensor(type, data, dimensions);
  }
}

class KeptTensor implements DeviceTensor {
  constructor(
    readonly tensor: OnnxRuntime.Tensor,
    private readonly session: Session,
  ) {}

  read(): Promise<RuntimeTensor> {
    return this.session.read(this.tensor);
  }

  release(): void {
    this.tensor.dispose();
  }
}

function buildCopyGraph(): Uint8Array {
  const graph = new GraphBuilder('copy');
  graph.output(graph.node('Identity', [graph.input('value', 'float32')], {}, 'copy'), 'float32');
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

function toRuntimeTensor({ type, data, dims }: OnnxRuntime.Tensor): RuntimeTensor {
  return { type, data, dimensions: dims } as RuntimeTensor;
}
