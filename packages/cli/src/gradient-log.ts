import { closeSync, openSync, writeSync } from 'node:fs';
import { FileError } from '@tagger/core';
import type { StepEvent, TrainingEvent } from '@tagger/trainer';

/**
 * The gradients of a training run as JSON Lines, one line a step. Unlike other files it is there while the run goes on:
 * each line is written when its step is done.
 */
export class GradientLog {
  #descriptor: number | undefined;

  constructor(
    private readonly path: string,
    /** `isAppended`: the run goes on from a checkpoint, and so does its log. */
    private readonly options: { readonly clipNorm: number; readonly isAppended: boolean },
  ) {}

  handle(event: TrainingEvent): void {
    // Not before training starts for sure: a checkpoint that is refused costs no older log.
    if (event.type === 'start')
      this.#attempt(() => {
        this.#descriptor = openSync(this.path, this.options.isAppended ? 'a' : 'w');
      });
    else if (event.type === 'step') this.#attempt(() => writeSync(this.#descriptor!, this.#format(event)));
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #format({ epoch, batch, stepLoss, gradientNorm }: StepEvent): string {
    const clipped = gradientNorm > this.options.clipNorm;
    return `${JSON.stringify({ epoch, batch, loss: stepLoss, gradientNorm, clipped })}\n`;
  }

  #attempt(act: () => void): void {
    try {
      act();
    } catch (cause) {
      throw new FileError(`cannot be written: ${(cause as Error).message}`, {
        location: { file: this.path },
        cause,
      });
    }
  }
}
