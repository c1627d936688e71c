/** Values that a graph takes or gives, row-major. Words are given as int64, since ONNX's `Gather` asks for that. */
export interface RuntimeTensor {
  readonly type: 'float32' | 'int64' | 'int32';
  readonly data: Float32Array | BigInt64Array | Int32Array;
  readonly dimensions: readonly number[];
}

/** Values that stay in a device's memory from one run to the next, of whichever session of the runtime. */
export interface DeviceTensor {
  /** Copies them out, while the session that made them is not released. */
  read(): Promise<RuntimeTensor>;
  /** Frees the memory. */
  release(): void;
}

/** The device and the threads of a session. */
export interface RuntimeOptions {
  readonly device: Device;
  /** Threads of one operation; the runtime's own choice without it. */
  readonly threads?: number | undefined;
  /** Of the model's file, for errors. */
  readonly name?: string | undefined;
  /** Outputs that `runKeeping` leaves on the device. */
  readonly kept?: readonly string[] | undefined;
}

/** What executes ONNX graphs. `Tagger` and the trainer know nothing of a runtime beyond this. */
export interface Runtime {
  /** As people know it, with its version. */
  readonly name: string;
  /** Whether outputs that are kept stay in the device's own memory; otherwise they come back, and go there again. */
  keepsOn(device: Device): boolean;
  /** Loads the bytes of an ONNX file. */
  createSession(model: Uint8Array, options: RuntimeOptions): Promise<RuntimeSession>;
}

/** A graph that a runtime has loaded. */
export interface RuntimeSession {
  /** Computes all outputs of the graph. */
  run(inputs: Readonly<Record<string, RuntimeInput>>): Promise<Record<string, RuntimeTensor>>;
  /** As `run`, but outputs that the option `kept` names are left where they are: see `Runtime.keepsOn`. */
  runKeeping(inputs: Readonly<Record<string, RuntimeInput>>): Promise<KeepingResult>;
  /** Frees what the session holds; it cannot run after that. */
  release(): Promise<void>;
}

/** A tensor in memory or on a device. */
export type RuntimeInput = RuntimeTensor | DeviceTensor;

export interface KeepingResult {
  readonly outputs: Readonly<Record<string, RuntimeTensor>>;
  /** By the names of the option `kept`. Whoever runs the session releases them. */
  readonly kept: Readonly<Record<string, DeviceTensor>>;
}

/** Where a graph runs. `auto` takes the best that is there. */
export const devices = ['auto', 'cpu', 'cuda', 'webgpu'] as const;
/** The name of a device. */
export type Device = (typeof devices)[number];
