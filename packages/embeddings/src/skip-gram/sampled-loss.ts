import { DivergenceError } from '@tagger/core/internal';

/** Samples that the mean is over. */
const samples = 100;

/**
 * How many times the loss of guessing, which gives each pair of words a probability of one half, the mean may be. The right
 * answers then have a probability of 2^-10: no vector comes back from there.
 */
const factor = 10;

const hint = 'use a lower learning rate';

/** The mean of a sampled loss over its last hundred samples or so; notices when it grows beyond any use. */
export class SampledLoss {
  /** In nats; NaN without a sample. */
  mean = Number.NaN;
  #count = 0;
  readonly #limit: number;

  /** @param negatives how many of them meet each pair of words */
  constructor(negatives: number) {
    this.#limit = factor * (1 + negatives) * Math.LN2;
  }

  /**
   * @param loss of a pair of words with its negatives, in nats
   * @throws DivergenceError if it is no finite number, or the mean is far above that of guessing.
   */
  add(loss: number): void {
    this.#count += 1;
    this.mean = this.#count === 1 ? loss : this.mean + (loss - this.mean) / Math.min(this.#count, samples);
    if (Number.isFinite(loss) && this.mean <= this.#limit) return;
    const found = Number.isFinite(loss) ? this.mean.toPrecision(3) : loss;
    const guess = (this.#limit / factor).toPrecision(3);
    throw new DivergenceError(
      `training of the word vectors diverged: the loss is ${found}, and ${guess} by guessing`,
      { hint },
    );
  }
}

/** @throws DivergenceError if a number is not finite. */
export function requireFinite(matrix: Float32Array): void {
  for (let index = 0; index < matrix.length; index += 1) {
    if (Number.isFinite(matrix[index])) continue;
    throw new DivergenceError('training of the word vectors diverged: a number of them is not finite', {
      hint,
    });
  }
}
