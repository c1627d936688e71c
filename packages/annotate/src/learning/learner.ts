import type { LabelKind, LabelledSpan } from '../labels';

/** A text with its labels, to learn from. */
export interface Example {
  readonly words: readonly string[];
  readonly spans: readonly LabelledSpan[];
}

/** What is to be learnt. */
export interface Lesson {
  readonly kind: LabelKind;
  readonly examples: readonly Example[];
  /** Texts without labels, of which the new model says how sure it is. */
  readonly pool: readonly (readonly string[])[];
}

/** What was learnt. */
export interface Learnt {
  /** The model file. */
  readonly model: Uint8Array;
  /** Of each text of the pool how unsure the model is; only the order counts. */
  readonly uncertainty: Float64Array;
}

/** Trains models elsewhere, so that the page is answered meanwhile. */
export interface Learner {
  /** @throws TaggerError if a model cannot be trained */
  learn(lesson: Lesson): Promise<Learnt>;
  /** How unsure a model is of each text. */
  score(model: Uint8Array, pool: Lesson['pool']): Promise<Float64Array>;
  /** Ends what is running. */
  close(): Promise<void>;
}
