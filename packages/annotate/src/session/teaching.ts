import { SettingsError, TaggerError } from '@tagger/core';
import type { LabelKind } from '../labels';
import type { Example, Learner } from '../learning/learner';
import { Suggester } from '../learning/suggester';
import type { Item } from '../texts/item';

/** Open texts of which a model is asked how sure it is; more would take longer than the training. */
const poolSize = 3000;

/** What the page shows of it. */
export interface TeachingState {
  /** What suggests: the model that was given, or one that learnt from so many answers. */
  readonly model: string | undefined;
  readonly isLearning: boolean;
  /** Accepted answers until the next model is trained; undefined if none is. */
  readonly remaining: number | undefined;
  /** Why the last training failed. */
  readonly problem: string | undefined;
}

export interface TeachingOptions {
  readonly kind: LabelKind;
  readonly labels: readonly string[];
  /** Accepted answers after which a model is trained; 0: never. */
  readonly trainEvery: number;
  /** A model to suggest by until another one is trained. */
  readonly model?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  readonly learner: Learner;
}

/** What could be learnt now. */
export interface OfferedLesson {
  readonly accepted: readonly Example[];
  readonly items: readonly Item[];
  /** The places of open texts, at most so many. */
  listOpen(most: number): readonly number[];
}

/** Has a model learn from the answers, time and again; the one before suggests meanwhile. */
export class Teaching {
  #suggester: Suggester | undefined;
  #name: string | undefined;
  #uncertainty: Float64Array | undefined;
  #isLearning = false;
  #problem: string | undefined;
  /** Accepted answers when the last training started. */
  #learnt = 0;
  #offered: OfferedLesson | undefined;
  #isClosed = false;

  private constructor(private readonly options: TeachingOptions) {}

  /** @throws ModelError if the model cannot be read @throws SettingsError if it has none of the labels */
  static async start(options: TeachingOptions): Promise<Teaching> {
    const teaching = new Teaching(options);
    const { model, kind, labels } = options;
    if (model) {
      const suggester = await Suggester.load(model.bytes, kind, labels);
      teaching.#suggester = suggester;
      teaching.#name = model.name;
      if (!suggester.isOfUse) {
        await suggester.release();
        throw new SettingsError(`${model.name} has none of the labels`, {
          hint: `it has ${suggester.labels.slice(0, 20).join(', ')}`,
        });
      }
    }
    return teaching;
  }

  get suggester(): Suggester | undefined {
    return this.#suggester;
  }

  /** Of each text; NaN of one that no model was asked for. */
  get uncertainty(): Float64Array | undefined {
    return this.#uncertainty;
  }

  get state(): TeachingState {
    const { trainEvery } = this.options;
    const accepted = this.#offered?.accepted.length ?? 0;
    const remaining = Math.max(0, trainEvery - (accepted - this.#learnt));
    return {
      model: this.#name,
      isLearning: this.#isLearning,
      remaining: trainEvery === 0 ? undefined : remaining,
      problem: this.#problem,
    };
  }

  /** Takes the answers as they are now, and starts a training if there are enough new ones, and none is running. */
  offer(lesson: OfferedLesson): void {
    this.#offered = lesson;
    if (!this.#isLearning && !this.#isClosed) this.#start(lesson);
  }

  #start({ accepted, items, listOpen }: OfferedLesson): void {
    const { trainEvery } = this.options;
    const isDue = trainEvery > 0 && accepted.length - this.#learnt >= trainEvery;
    const hasLabels = accepted.some(({ spans }) => spans.length > 0);
    if (isDue && hasLabels) void this.#run(() => this.#learn(accepted, items, listOpen(poolSize)));
    else if (this.options.model && !this.#uncertainty)
      void this.#run(() => this.#ask(items, listOpen(poolSize)));
  }

  async #run(work: () => Promise<void>): Promise<void> {
    this.#isLearning = true;
    try {
      await work();
      this.#problem = undefined;
    } catch (error) {
      if (this.#isClosed) return;
      this.#problem = TaggerError.isInstance(error) ? error.message : String(error);
    } finally {
      this.#isLearning = false;
    }
    // Others were answered meanwhile.
    if (this.#offered && !this.#isClosed) this.#start(this.#offered);
  }

  async #ask(items: readonly Item[], places: readonly number[]): Promise<void> {
    const { learner, model } = this.options;
    // Of items that are never asked for, too: they are not asked for again.
    this.#uncertainty = new Float64Array(items.length).fill(Number.NaN);
    const pool = places.map((place) => items[place]!.words);
    this.#keep(await learner.score(model!.bytes, pool), items.length, places);
  }

  async #learn(
    examples: readonly Example[],
    items: readonly Item[],
    places: readonly number[],
  ): Promise<void> {
    const { learner, kind, labels } = this.options;
    this.#learnt = examples.length;
    const pool = places.map((place) => items[place]!.words);
    const { model, uncertainty } = await learner.learn({
      kind,
      examples: examples.map(({ words, spans }) => ({ words, spans })),
      pool,
    });
    const before = this.#suggester;
    this.#suggester = await Suggester.load(model, kind, labels);
    this.#name = `the model of ${examples.length} answers`;
    this.#keep(uncertainty, items.length, places);
    await before?.release();
  }

  #keep(values: Float64Array, count: number, places: readonly number[]): void {
    const uncertainty = new Float64Array(count).fill(Number.NaN);
    for (const [index, place] of places.entries()) uncertainty[place] = values[index]!;
    this.#uncertainty = uncertainty;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.options.learner.close();
    await this.#suggester?.release();
  }
}
