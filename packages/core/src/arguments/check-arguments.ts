import { ArgumentError, SettingsError } from '../errors';
import { describeType, describeValue } from './describe-value';
import { suggest } from './suggest';

/*
 * Checks of what callers hand over, who may write JavaScript. Each takes constant time for a word or an option.
 */

/** @throws ArgumentError that names the argument, the expected and the found type. */
export function rejectArgument(name: string, expected: string, found: unknown, hint?: string): never {
  const isPromise = describeType(found) === 'a Promise';
  throw new ArgumentError(`${name} must be ${expected}, not ${describeType(found)}`, {
    hint: isPromise ? 'await it first' : hint,
  });
}

/** @throws ArgumentError unless the value is a string. */
export function requireString(name: string, value: unknown, hint?: string): asserts value is string {
  if (typeof value !== 'string') rejectArgument(name, 'a string', value, hint);
}

/** @throws ArgumentError unless the value is an array of strings. */
export function requireStrings(name: string, value: unknown): asserts value is readonly string[] {
  if (!Array.isArray(value)) rejectArgument(name, 'an array of strings', value);
  const index = value.findIndex((item) => typeof item !== 'string');
  if (index >= 0) rejectWord(name, index, value[index]);
}

/**
 * A copy of the words, which a caller cannot change while they are tagged.
 *
 * @param name gives the argument's name; called for an error alone
 * @throws ArgumentError unless the value is an array of strings, none of them empty.
 */
export function readWords(name: () => string, value: unknown, hint?: string): string[] {
  if (!Array.isArray(value)) rejectArgument(name(), 'an array of strings', value, hint);
  const words: string[] = new Array(value.length);
  for (let index = 0; index < words.length; index++) {
    const word: unknown = value[index];
    if (typeof word !== 'string' || word === '') rejectWord(name(), index, word);
    words[index] = word;
  }
  return words;
}

function rejectWord(name: string, index: number, word: unknown): never {
  const rule = word === '' ? 'must not contain empty strings' : 'must be an array of strings';
  throw new ArgumentError(`${name} ${rule}; ${name}[${index}] is ${describeType(word)}`, {
    hint: Array.isArray(word) ? 'several sentences go to tagBatch' : undefined,
  });
}

/** @throws ArgumentError unless the value can be read by `for await`; a string is no source of strings. */
export function requireIterable(name: string, expected: string, value: unknown, hint?: string): void {
  const isIterable =
    typeof value === 'object' &&
    value !== null &&
    (Symbol.asyncIterator in value || Symbol.iterator in value);
  if (!isIterable) rejectArgument(name, expected, value, hint);
}

/** @throws SettingsError unless the value is one of these names. */
export function requireOneOf<Name extends string>(
  setting: string,
  value: unknown,
  names: readonly Name[],
): asserts value is Name {
  if (!names.includes(value as Name))
    throw new SettingsError(`${setting} must be one of ${names.join(', ')}, not ${describeValue(value)}`);
}

/** The values that an option may have; that it may also be undefined goes without saying. */
export interface OptionRule {
  /** In words: `a whole number of at least 1`. */
  readonly expected: string;
  accepts(value: unknown): boolean;
}

export type OptionRules<Options> = { readonly [Name in keyof Required<Options>]: OptionRule };

/**
 * @throws ArgumentError if the options are not an object.
 * @throws SettingsError that names an option that does not exist, or whose value is not one of its values.
 */
export function checkOptions<Options extends object>(options: Options, rules: OptionRules<Options>): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    rejectArgument('options', 'an object', options);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, name)) rejectOption(name, Object.keys(rules));
    const rule = rules[name as keyof Options];
    if (value !== undefined && !rule.accepts(value))
      throw new SettingsError(`${name} must be ${rule.expected}, not ${describeValue(value)}`);
  }
}

function rejectOption(name: string, names: readonly string[]): never {
  const near = suggest(name, names);
  const options = names.length === 1 ? 'the only option is' : 'the options are';
  throw new SettingsError(
    `unknown option ${describeValue(name)}; ${near ? `did you mean "${near}"?` : `${options} ${names.join(', ')}`}`,
  );
}

/** A whole number of a range. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): OptionRule {
  const range =
    maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return {
    expected: `a whole number ${range}`,
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
  };
}

export function oneOf(values: readonly unknown[]): OptionRule {
  return { expected: `one of ${values.join(', ')}`, accepts: (value) => values.includes(value) };
}

export const anyString: OptionRule = { expected: 'a string', accepts: (value) => typeof value === 'string' };
export const anyBoolean: OptionRule = {
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};
