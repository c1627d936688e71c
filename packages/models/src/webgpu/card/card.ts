import { DeviceError } from '../../errors';
import type { Kernel } from '../compile/kernel-writer';
import type { GroupLimits } from '../compile/scan/write-scan';
import type { CardOptions } from './card-options';
import { describeAdapter } from './describe-adapter';
import { openDevice } from './open-card';

/** A kernel that the card can run. */
export interface CompiledKernel extends Kernel {
  readonly pipeline: GPUComputePipeline;
}

/** A graphics card: its kernels and buffers, and what went wrong there. */
export class Card {
  readonly limits: GroupLimits;
  /** Of the three buffers that all kernels share, and of the numbers that are a kernel's own. */
  readonly layouts: { readonly buffers: GPUBindGroupLayout; readonly numbers: GPUBindGroupLayout };
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #pipelineLayout: GPUPipelineLayout;
  #problem: string | undefined;

  /** @throws DeviceError if there is none */
  static async open(options?: CardOptions): Promise<Card> {
    const { device, info } = await openDevice(options).catch((cause) => {
      if (DeviceError.isInstance(cause)) throw cause;
      throw new DeviceError(`the graphics card cannot be used: ${(cause as Error).message}`, { cause });
    });
    return new Card(device, describeAdapter(info).name);
  }

  constructor(
    readonly device: GPUDevice,
    readonly name: string,
  ) {
    const { maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupStorageSize } = device.limits;
    this.limits = {
      invocations: Math.min(maxComputeInvocationsPerWorkgroup, 512),
      memory: Math.floor(maxComputeWorkgroupStorageSize / 4),
    };
    const createLayout = (...types: GPUBufferBindingType[]) =>
      device.createBindGroupLayout({
        entries: types.map((type, binding) => ({
          binding,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type },
        })),
      });
    const buffers = createLayout('storage', 'storage', 'read-only-storage');
    const numbers = createLayout('uniform');
    this.layouts = { buffers, numbers };
    this.#pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [buffers, numbers] });
    device.lost.then(({ message }) => {
      this.#problem = `the graphics card was lost: ${message}`;
    });
    device.onuncapturederror = ({ error }) => {
      this.#problem ??= error.message;
    };
  }

  /** Bytes. */
  get largestBuffer(): number {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    return Math.min(maxBufferSize, maxStorageBufferBindingSize);
  }

  /** Numbers that what runs together should take, at most: what is reserved is a little more. */
  get mostMemory(): number {
    return Math.floor((0.7 * this.largestBuffer) / 4);
  }

  /** True if nothing can be computed on it any more. */
  get isLost(): boolean {
    return this.#problem !== undefined;
  }

  /** @throws DeviceError if an operation has failed on the card */
  check(): void {
    if (this.#problem !== undefined) throw new DeviceError(this.#problem.split('\n')[0]!);
  }

  /** Makes kernels ready to run; those with the same source are one. */
  compile(kernels: readonly Kernel[]): Promise<CompiledKernel[]> {
    return Promise.all(
      kernels.map(async (kernel) => ({ ...kernel, pipeline: await this.#createPipeline(kernel) })),
    );
  }

  #createPipeline({ name, source }: Kernel): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(source);
    if (known) return known;
    const module = this.device.createShaderModule({ code: source });
    const pipeline = this.device.createComputePipelineAsync({
      label: name,
      layout: this.#pipelineLayout,
      compute: { module, entryPoint: 'main' },
    });
    this.#pipelines.set(source, pipeline);
    return pipeline;
  }

  /**
   * A buffer for so many numbers of 32 bits.
   * @throws MemoryError if the card has no room for it
   */
  async createBuffer(count: number, usage: GPUBufferUsageFlags): Promise<GPUBuffer> {
    const { device } = this;
    const size = Math.max(4 * count, 256);
    if (size > this.largestBuffer) throw new MemoryError(size, this.largestBuffer);
    device.pushErrorScope('out-of-memory');
    const buffer = device.createBuffer({ size, usage });
    if (await device.popErrorScope()) throw new MemoryError(size);
    return buffer;
  }

  /**
   * Values of a buffer, from a number on.
   * @throws DeviceError if the card was lost, or an operation has failed there
   */
  async read(source: GPUBuffer, start: number, count: number): Promise<Float32Array> {
    const encoder = this.device.createCommandEncoder();
    const read = this.copyOut(encoder, source, start, count);
    this.device.queue.submit([encoder.finish()]);
    return read();
  }

  /** Adds to commands that values of a buffer are copied. @returns what reads them, once the commands were submitted: see `read` */
  copyOut(
    encoder: GPUCommandEncoder,
    source: GPUBuffer,
    start: number,
    count: number,
  ): () => Promise<Float32Array> {
    const size = Math.max(4, 4 * count);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = this.device.createBuffer({ size, usage });
    encoder.copyBufferToBuffer(source, 4 * start, staging, 0, 4 * count);
    return async () => {
      try {
        await staging.mapAsync(GPUMapMode.READ);
        this.check();
        return new Float32Array(staging.getMappedRange(0, 4 * count).slice(0));
      } catch (error) {
        this.#problem ??= (error as Error).message;
        this.check();
        throw error;
      } finally {
        staging.destroy();
      }
    };
  }

  destroy(): void {
    this.device.destroy();
  }
}

/** A buffer does not fit onto the card. */
export class MemoryError extends DeviceError {
  /** @param largest the largest buffer that the card allows, in bytes; absent if its memory is full */
  constructor(
    readonly size: number,
    readonly largest?: number,
  ) {
    const limit = largest === undefined ? 'its memory is full' : `it allows ${toMebibytes(largest)} MiB`;
    super(`the graphics card cannot hold a buffer of ${toMebibytes(size)} MiB: ${limit}`);
  }

  /** Of a batch of so many steps, those for which there is room, about: half where the limit is not known. */
  countFitting(steps: number): number {
    const share = this.largest === undefined ? 0.5 : (0.8 * this.largest) / this.size;
    return Math.max(1, Math.floor(steps * share));
  }
}

const toMebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
