import { SettingsError } from '@tagger/core';
import * as v from 'valibot';
import type { ConfigKey } from '../config/config-keys';
import { gridKeys } from '../config/grid-keys';
import { suggestKey } from '../config/suggest';
import { attributeName } from '../flags/train-flags';

/** The values to try of each flag, by its key. */
export type Grid = ReadonlyMap<string, readonly unknown[]>;
/** One value of each. */
export type Combination = Readonly<Record<string, unknown>>;

/**
 * Reads `lr=0.001,0.002`, one text for each flag.
 * @throws SettingsError that names the flag and what it takes
 */
export function parseGrid(texts: readonly string[]): Grid {
  const keys = new Map(gridKeys().map((key) => [key.name, key]));
  const grid = new Map<string, readonly unknown[]>();
  for (const text of texts) {
    const [flag = '', list] = text.split('=', 2).map((part) => part.trim());
    const key = keys.get(attributeName(`--${flag.replace(/^-+/, '')}`));
    if (!key) throw unknownFlag(flag, [...keys.values()]);
    if (!list)
      throw new SettingsError(`--grid ${flag} has no values`, { hint: `such as --grid ${flag}=A,B` });
    if (grid.has(key.name)) throw new SettingsError(`--grid ${flag} is given twice`);
    grid.set(key.name, [...new Set(list.split(',').map((word) => parseValue(key, flag, word.trim())))]);
  }
  return grid;
}

/** Every combination; the last flag changes first. */
export function combine(grid: Grid): Combination[] {
  return [...grid].reduce<Combination[]>(
    (combinations, [name, values]) =>
      combinations.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value }))),
    [{}],
  );
}

function parseValue({ schema, range }: ConfigKey, flag: string, word: string): unknown {
  const value = [
    word === '' ? undefined : Number(word),
    word === 'true' || (word === 'false' ? false : undefined),
    word,
  ].find((candidate) => v.is(schema, candidate));
  if (value !== undefined) return value;
  throw new SettingsError(`--grid ${flag} must be ${range}, not ${word === '' ? 'nothing' : word}`);
}

function unknownFlag(flag: string, keys: readonly ConfigKey[]): SettingsError {
  if (flag === 'seed') return new SettingsError('--grid cannot have seed', { hint: 'use --seeds N' });
  const near = suggestKey(
    flag,
    keys.map(({ name }) => name),
  );
  const long = keys.find(({ name }) => name === near)?.option.long;
  return new SettingsError(`--grid cannot have ${flag || 'a flag without a name'}`, {
    hint: long
      ? `did you mean ${long.slice(2)}?`
      : 'it takes settings that tagger train --help lists, and preset',
  });
}
