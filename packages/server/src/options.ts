import { SettingsError } from '@tagger/core';
import {
  anyBoolean,
  anyString,
  checkOptions,
  type OptionRules,
  rejectArgument,
  wholeNumber,
} from '@tagger/core/internal';
import type { ModelOption } from './models/model-option';

/** Options of {@link taggerPlugin}. */
export interface TaggerPluginOptions {
  /** The models; the first is the one of requests that name none. */
  readonly models: readonly ModelOption[];
  /** Worker threads of each model, from 1 to 256; default: as many as the processor runs at the same time. */
  readonly workers?: number | undefined;
  /** The largest body in bytes, and the longest line of a stream; default: 4 MiB. */
  readonly maxBody?: number | undefined;
  /** Milliseconds from the head of a request to the end of its answer; for a stream, of each line; default: 30,000. */
  readonly timeout?: number | undefined;
  /**
   * Requests that are received, wait or are computed at the same time: others are refused. A request counts once more for each 16 KiB of
   * its body. Default: 1,000.
   */
  readonly maxQueue?: number | undefined;
  /** Whether a model is loaded anew when its file changes; default: false. */
  readonly watch?: boolean | undefined;
  /** Milliseconds between two looks at the files that are watched; default: 1,000. */
  readonly watchInterval?: number | undefined;
  /** Requests must have one of these as `Authorization: Bearer …`, but for the page and for `/healthz` and `/readyz`. */
  readonly tokens?: readonly string[] | undefined;
  /** Origins whose pages may read the answers (CORS), or `*`; default: none. */
  readonly allowOrigins?: readonly string[] | undefined;
}

/** The options with their defaults. */
export type PluginSettings = ReturnType<typeof readPluginOptions>;

const list = {
  expected: 'an array of strings',
  accepts: (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

export const pluginRules: OptionRules<TaggerPluginOptions> = {
  models: { expected: 'an array of { name, source }', accepts: Array.isArray },
  workers: wholeNumber(1, 256),
  maxBody: wholeNumber(1, 2 ** 30),
  timeout: wholeNumber(1, 2 ** 31 - 1),
  maxQueue: wholeNumber(1, 2 ** 31 - 1),
  watch: anyBoolean,
  watchInterval: wholeNumber(1, 2 ** 31 - 1),
  tokens: list,
  allowOrigins: list,
};

/** @throws SettingsError that names an option that cannot be what it is */
export function readPluginOptions(options: TaggerPluginOptions) {
  checkOptions(options, pluginRules);
  if (!Array.isArray(options.models))
    rejectArgument('models', 'an array of { name, source }', options.models);
  for (const { name } of options.models) {
    if (!anyString.accepts(name)) throw new SettingsError('each of the models must have a name');
  }
  const { allowOrigins = [], watch = false, watchInterval = 1000 } = options;
  const wrong = allowOrigins.find((origin) => origin !== '*' && !isOrigin(origin));
  if (wrong !== undefined)
    throw new SettingsError(`${JSON.stringify(wrong)} is no origin`, {
      hint: 'write https://example.org, or *',
    });
  return {
    ...options,
    maxBody: options.maxBody ?? 2 ** 22,
    timeout: options.timeout ?? 30_000,
    maxQueue: options.maxQueue ?? 1000,
    allowOrigins,
    watch,
    watchInterval,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
