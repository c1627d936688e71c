import type { PresetName } from '@tagger/trainer';

/** What is measured, and for how long. */
export interface DayOptions {
  /** The folder of train.conllu. */
  readonly corpus: string;
  /** The folder for results. */
  readonly output: string;
  /** The path of a model that tags. */
  readonly model: string | undefined;
  /** The path of torch_tagger.py. */
  readonly torch: string | undefined;
  /** Of all measurements together, at most. */
  readonly minutes: number;
  /** Of each. */
  readonly seconds: number;
  /** So many sentences alone. */
  readonly sentences: number | undefined;
  readonly presets: readonly PresetName[];
  /** Sizes of batches: in sentences up to 64, in words above. */
  readonly batches: readonly number[];
  readonly parts: readonly string[];
}
