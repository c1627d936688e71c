import { closeSync, openSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { assertWritable, openSpecial, toFileError } from '@tagger/core/node';
import type { StepEvent, TrainingEvent } from '@tagger/trainer';

interface GradientLogOptions {
  readonly clipNorm: number;
  /** The run goes on from a checkpoint, and so does its log. */
  readonly isAppended: boolean;
}

/**
 * The gradients of a training run as JSON Lines, one line a step. Unlike other files it is there while the run goes on:
 * each line is written when its step is done. A pipe that nobody reads any more ends the log and not the training.
 */
export class GradientLog {
  #descriptor: number | undefined;
  #failure: unknown;

  private constructor(
    private readonly path: string,
    private readonly options: GradientLogOptions,
    /** What is no regular file. */
    private readonly stream: Writable | undefined,
  ) {
    stream?.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  /** @throws FileError if it cannot be written. A file is opened, and emptied, only when training starts. */
  static async create(path: string, options: GradientLogOptions): Promise<GradientLog> {
    const target = await assertWritable(path);
    return new GradientLog(path, options, target.kind === 'file' ? undefined : await openSpecial(target));
  }

  handle(event: TrainingEvent): void {
    // Not before training starts for sure: a checkpoint that is refused costs no older log.
    if (event.type === 'start' && !this.stream)
      this.#attempt(() => {
        this.#descriptor = openSync(this.path, this.options.isAppended ? 'a' : 'w');
      });
    else if (event.type === 'step') this.#attempt(() => this.#write(this.#format(event)));
  }

  close(): void {
    this.stream?.end();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #write(line: string): void {
    if (!this.stream) writeSync(this.#descriptor!, line);
    else if (!this.#failure) this.stream.write(line);
    else if ((this.#failure as NodeJS.ErrnoException).code !== 'EPIPE') throw this.#failure;
  }

  #format({ epoch, batch, stepLoss, gradientNorm }: StepEvent): string {
    const clipped = gradientNorm > this.options.clipNorm;
    return `${JSON.stringify({ epoch, batch, loss: stepLoss, gradientNorm, clipped })}\n`;
  }

  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      throw toFileError(error, this.path);
    }
  }
}
