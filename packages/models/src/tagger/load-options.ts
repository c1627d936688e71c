import type { Device, Runtime } from '../runtime/runtime';

export interface LoadOptions {
  /** Where to run; `auto`, the default, takes the best that is there. */
  readonly device?: Device | undefined;
  /** Threads of one operation, from 1 to 256; without it the runtime chooses. */
  readonly threads?: number | undefined;
  /** What executes the graph; without it `loadRuntime` chooses. */
  readonly runtime?: Runtime | undefined;
  /** The language in which text is cut, as a BCP 47 tag; default: the language of the model's corpus, or `en`. */
  readonly language?: string | undefined;
}
