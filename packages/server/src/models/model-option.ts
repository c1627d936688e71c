import type { ModelSource } from '@tagger/models';

/** A model to serve. */
export interface ModelOption {
  /** How requests name it. */
  readonly name: string;
  /** The model file, as `Tagger.load` takes it. */
  readonly source: ModelSource;
  /** Which columns of a model with several to give, as in `LoadOptions`; default: all. */
  readonly columns?: readonly string[] | undefined;
}
