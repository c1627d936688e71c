import { formatNames, SettingsError } from '@tagger/core';
import { devices } from '@tagger/models';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** A number as people type it: `0.1`, `1e-3`. */
export function parseNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It is not a number.');
}

/** More than there is of anything that is counted here. */
const largestCount = 1_000_000_000;

export function parseCount(text: string): number {
  const value = parseNumber(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= largestCount) return value;
  throw new InvalidArgumentError(`It is not a whole number from 1 to ${largestCount}.`);
}

/** A share of an error that is let pass. */
export function parseTolerance(text: string): number {
  const value = parseNumber(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is not a number above 0, up to 1.');
}

/** Seconds, of which a part may do. */
export function parseTimeout(text: string): number {
  const value = parseNumber(text);
  if (value > 0 && value <= 3600) return value;
  throw new InvalidArgumentError('It is not a number above 0, up to 3600.');
}

/** Bytes or characters, as in `512K` or `4M`. */
export function parseSize(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,10})([KMG]?)i?B?$/i.exec(text) ?? [];
  const size = Number(digits) * 1024 ** ['', 'K', 'M', 'G'].indexOf(unit.toUpperCase());
  if (size >= 1 && size <= 2 ** 30) return size;
  throw new InvalidArgumentError('It is not a size from 1 to 1G, such as 512K or 4M.');
}

/** The least probability of what is shown. */
export function parseProbability(text: string): number {
  const value = parseNumber(text);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is not a number from 0 to 1.');
}

export function parsePort(text: string): number {
  const value = parseNumber(text);
  if (Number.isSafeInteger(value) && value >= 0 && value <= 65535) return value;
  throw new InvalidArgumentError('It is not a whole number from 0 to 65535.');
}

/** More threads than any machine has cores only take its memory. */
export function parseThreads(text: string): number {
  const value = parseNumber(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= 256) return value;
  throw new InvalidArgumentError('It is not a whole number from 1 to 256.');
}

/** A language by its code of BCP 47, in its usual form. */
export function parseLanguage(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0]!;
  } catch {
    throw new InvalidArgumentError('It is not the code of a language, such as en or pt-BR.');
  }
}

/** The error, with the flag for the name of a setting that its message begins with. */
export function withFlagName(flags: Readonly<Record<string, string>>, error: unknown): unknown {
  if (!(error instanceof SettingsError)) return error;
  return new SettingsError(
    error.message.replace(/^\w+/, (name) => (Object.hasOwn(flags, name) ? flags[name]! : name)),
  );
}

/** A column by name, or by number counted from 1. */
export function parseColumn(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Reads names with commas between them, such as those of the example. */
export function parseNames(example: string): (text: string) => string[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    if (names.every((name) => name !== '')) return names;
    throw new InvalidArgumentError(`They are not names with commas between them, such as ${example}.`);
  };
}

export interface DeviceOptions {
  readonly device: (typeof devices)[number];
  readonly gpu?: boolean;
  readonly threads?: number;
}

export function addDeviceOptions(command: Command): Command {
  return command
    .addOption(new Option('--device <name>', 'where to run').choices(devices).default('auto'))
    .option('--gpu', 'run on a graphics card, or fail')
    .option('--threads <n>', 'number of threads', parseThreads);
}

export interface FormatOptions {
  readonly format?: (typeof formatNames)[number];
  readonly column?: string | number;
  readonly auxiliary?: string | number;
  readonly wordColumn?: string | number;
}

/** How a tagged corpus is read. */
export interface AnnotationOptions {
  /** Names with commas between them, or the name of a dataset card. */
  readonly labels?: string;
  readonly strict?: boolean;
}

export function addAnnotationOptions(command: Command): Command {
  return command
    .option('--labels <names>', "names of tags that are numbers from 0: O,B-PER,…; or a dataset's README.md")
    .option('--strict', 'refuse spans that are not whole tokens, or that overlap');
}

export function addFormatOptions(command: Command, column: string): Command {
  return command
    .addOption(
      new Option('--format <name>', 'format of the input; by default from its extension').choices(
        formatNames,
      ),
    )
    .option('--column <name>', column, parseColumn)
    .option('--word-column <name>', 'column with the words: a number, or a key of jsonl', parseColumn);
}
