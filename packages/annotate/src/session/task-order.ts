import { createRandom } from '@tagger/core/internal';

/** The orders of texts. */
export const orders = ['uncertain', 'random', 'given'] as const;
/** What comes next: the texts from which a model learns most, any, or the next of the file. */
export type Order = (typeof orders)[number];

export interface OrderOptions {
  readonly order: Order;
  /** Share of texts at random among the uncertain ones, from 0 to 1. */
  readonly randomShare: number;
  readonly seed: number;
}

/** Chooses the texts one after the other. The same seed and the same answers choose the same. */
export class TaskOrder {
  /** Places of the texts in the order in which they come without a model. */
  readonly #places: number[];

  constructor(
    count: number,
    private readonly options: OrderOptions,
  ) {
    this.#places = Array.from({ length: count }, (_, place) => place);
    if (options.order !== 'given') createRandom(options.seed, 'order').shuffle(this.#places);
  }

  /**
   * The place of the next text; undefined if none is open.
   *
   * @param isOpen whether a text has no answer
   * @param answered how many have one
   * @param uncertainty of each text, if a model says so; NaN of one that it was not asked for
   */
  next(
    isOpen: (place: number) => boolean,
    answered: number,
    uncertainty: ArrayLike<number> | undefined,
  ): number | undefined {
    const { order, seed, randomShare } = this.options;
    const isDrawn = createRandom(seed, 'share', answered).uniform() < randomShare;
    if (order === 'uncertain' && uncertainty && !isDrawn) {
      const most = this.#findMost(isOpen, uncertainty);
      if (most !== undefined) return most;
    }
    return this.#places.find(isOpen);
  }

  #findMost(isOpen: (place: number) => boolean, uncertainty: ArrayLike<number>): number | undefined {
    let most: number | undefined;
    for (const place of this.#places) {
      const value = uncertainty[place]!;
      if (!Number.isNaN(value) && isOpen(place) && (most === undefined || value > uncertainty[most]!))
        most = place;
    }
    return most;
  }

  /** The open texts that a model is asked for, at most so many. */
  listOpen(isOpen: (place: number) => boolean, most: number): number[] {
    const places: number[] = [];
    for (const place of this.#places) {
      if (places.length === most) break;
      if (isOpen(place)) places.push(place);
    }
    return places;
  }
}
