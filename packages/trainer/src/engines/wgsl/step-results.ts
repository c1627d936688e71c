import type { Card } from '@tagger/models/webgpu';
import type { StepResult } from '../engine';

/** Numbers of a step's result. */
const width = 2;

/** A step whose result was asked for, or will be. */
interface Waiting {
  resolve(result: StepResult): void;
  reject(error: unknown): void;
}

/** Keeps the loss and the gradient norm of steps on the card until somebody asks, and then reads all of them at once. */
export class StepResults {
  /** Steps whose results there is room for. */
  static readonly most = 64;
  readonly #buffer: GPUBuffer;
  #waiting: Waiting[] = [];

  constructor(private readonly card: Card) {
    this.#buffer = card.device.createBuffer({
      size: 4 * width * StepResults.most,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
  }

  /**
   * Copies a step's result from where its kernels have left it.
   * @returns what gives it; to ask for it reads the results of all steps so far
   */
  add(encoder: GPUCommandEncoder, source: GPUBuffer, start: number): () => Promise<StepResult> {
    if (this.#waiting.length === StepResults.most) void this.#read();
    const slot = this.#waiting.length;
    encoder.copyBufferToBuffer(source, 4 * start, this.#buffer, 4 * width * slot, 4 * width);
    const result = new Promise<StepResult>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    // A step that fails fails for whoever asks.
    result.catch(() => {});
    return () => {
      void this.#read();
      return result;
    };
  }

  destroy(): void {
    this.#buffer.destroy();
  }

  async #read(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    try {
      const values = await this.card.read(this.#buffer, 0, width * waiting.length);
      this.card.check();
      for (const [slot, { resolve }] of waiting.entries())
        resolve({ loss: values[width * slot]!, gradientNorm: values[width * slot + 1]! });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
