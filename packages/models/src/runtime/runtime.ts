/** Values that a graph takes or gives, row-major. Words are given as int64, since ONNX's `Gather` asks for that. */
export interface RuntimeTensor {
  readonly type: 'float32' | 'int64' | 'int32';
  readonly data: Float32Array | BigInt64Array | Int32Array;
  readonly dimensions: readonly number[];
}

export interface RuntimeOptions {
  readonly device: Device;
  /** Threads of one operation; the runtime's own choice without it. */
  readonly threads?: number | undefined;
  /** Of the model's file, for errors. */
  readonly name?: string | undefined;
}

/** What executes ONNX graphs. `Tagger` and the trainer know nothing of a runtime beyond this. */
export interface Runtime {
  /** As people know it, with its version. */
  readonly name: string;
  /** Loads the bytes of an ONNX file. */
  createSession(model: Uint8Array, options: RuntimeOptions): Promise<RuntimeSession>;
}

export interface RuntimeSession {
  run(inputs: Readonly<Record<string, RuntimeTensor>>): Promise<Record<string, RuntimeTensor>>;
  /** Frees what the session holds; it cannot run after that. */
  release(): Promise<void>;
}

/** Where a graph runs. `auto` takes the best that is there. */
export const devices = ['auto', 'cpu', 'cuda', 'webgpu'] as const;
export type Device = (typeof devices)[number];
