/** Options of `Tagger.pool`. */
export interface PoolOptions {
  /** Threads, from 1 to 256; default: as many as the processor runs at the same time. */
  readonly workers?: number | undefined;
  /**
   * Creates a worker that runs `@tagger/models/worker`. Browsers need it, as only the application's bundler knows where its
   * files will be: `() => new Worker(new URL('./tagging.js', import.meta.url), { type: 'module' })`, where `tagging.js` is
   * `import '@tagger/models/worker'`.
   */
  readonly worker?: (() => object | Promise<object>) | undefined;
  /**
   * Whether workers leave the processor to threads that want it, such as the one that calls, which then has it three times as often: on
   * Linux, by five steps of niceness; default: false.
   */
  readonly lowPriority?: boolean | undefined;
  /** The language in which text is cut, as a BCP 47 tag; default: the language of the model's corpus, or `en`. */
  readonly language?: string | undefined;
  /** As in `LoadOptions`. */
  readonly columns?: readonly string[] | undefined;
  /** As in `LoadOptions`. */
  readonly kernels?: object | undefined;
}
