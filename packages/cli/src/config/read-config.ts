import { dirname, isAbsolute, join } from 'node:path';
import type { MemberNode, ObjectNode } from '@humanwhocodes/momoa';
import { evaluate } from '@humanwhocodes/momoa';
import { SettingsError } from '@tagger/core';
import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { isDatasetCard } from '../corpora/dataset-card';
import { type ConfigKey, configKeys } from './config-keys';
import { gridKeys } from './grid-keys';
import { parseJsonObject } from './parse-json-object';
import { suggestKey } from './suggest';

/** What a config file says. */
export interface Config {
  readonly path: string;
  /** By key; names of files are those that open from the current folder. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The values of each key that `tagger sweep` tries. */
  readonly grid: ReadonlyMap<string, readonly unknown[]>;
}

/**
 * Reads a config file of `tagger train`.
 * @throws SettingsError with the line, if it is not JSON, has a key that is none, or a value that its key does not take
 */
export async function readConfig(path: string): Promise<Config> {
  const values = new Map<string, unknown>();
  let grid: Config['grid'] = new Map();
  for (const [name, member] of listMembers(path, await parseJsonObject(path))) {
    if (name === '$schema') continue;
    if (name === 'grid') {
      grid = readGrid(path, member);
      continue;
    }
    const key = configKeys.get(name);
    if (!key) throw unknownKey(path, member, name, [...configKeys.keys(), 'grid']);
    values.set(name, readValue(path, member, key));
  }
  if (values.has('vectors') && values.has('pretrain'))
    throw new SettingsError('vectors and pretrain exclude each other', { location: { file: path } });
  return { path, values, grid };
}

function readGrid(path: string, member: MemberNode): Config['grid'] {
  if (member.value.type !== 'Object')
    throw wrong(path, member, 'grid must be an object that has a list of values for each key');
  const keys = new Map(gridKeys().map((key) => [key.name, key]));
  return new Map(
    listMembers(path, member.value).map(([name, values]) => {
      const key = keys.get(name);
      if (!key) throw unknownKey(path, values, name, [...keys.keys()], 'grid');
      if (values.value.type !== 'Array' || values.value.elements.length === 0)
        throw wrong(path, values, `${name} must be a list of values`);
      return [name, values.value.elements.map(({ value }) => checkValue(path, values, key, evaluate(value)))];
    }),
  );
}

function readValue(path: string, member: MemberNode, key: ConfigKey): unknown {
  const value = checkValue(path, member, key, evaluate(member.value));
  if (key.isPath && String(value).includes('\0'))
    throw wrong(path, member, `${key.name} cannot be the name of a file: there is a null character in it`);
  const place = (name: string) => (name === '-' || isAbsolute(name) ? name : join(dirname(path), name));
  if (key.isList) return [value].flat().map((name) => place(String(name)));
  const isPath = key.isPath || (key.name === 'labels' && isDatasetCard(String(value)));
  return isPath ? place(String(value)) : value;
}

function checkValue(path: string, member: MemberNode, key: ConfigKey, value: unknown): unknown {
  // JSON knows no number beyond the range of ours, which is Infinity then.
  const found = shorten(typeof value === 'number' ? String(value) : JSON.stringify(value));
  if (!v.is(key.schema, value)) throw wrong(path, member, `${key.name} must be ${key.range}, not ${found}`);
  // What a flag's parser refuses, a file cannot say either; choices are in the schema.
  if (key.setting || key.isList || key.option.argChoices || !key.option.parseArg) return value;
  try {
    return key.option.parseArg(String(value), undefined);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw wrong(
      path,
      member,
      `${key.name} cannot be ${found}: ${error.message.replace(/^I|\.$/g, (end) => (end === 'I' ? 'i' : ''))}`,
    );
  }
}

/** The members by name, none of which may be there twice. */
function listMembers(path: string, { members }: ObjectNode): [string, MemberNode][] {
  const seen = new Set<string>();
  return members.map((member) => {
    const name = member.name.type === 'String' ? member.name.value : member.name.name;
    if (seen.has(name)) throw wrong(path, member, `${shorten(name)} is there twice`);
    seen.add(name);
    return [name, member];
  });
}

function unknownKey(path: string, member: MemberNode, name: string, keys: readonly string[], of?: string) {
  const near = suggestKey(name, keys);
  const isRunFlag = !of && ['resume', 'config', 'help'].includes(name);
  const hint = isRunFlag ? `give --${name} on the command line` : near && `did you mean ${near}?`;
  const problem = of ? `${of} cannot have the key ${shorten(name)}` : `there is no key ${shorten(name)}`;
  return wrong(path, member, problem, hint || 'tagger train --help lists the flags');
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function wrong(path: string, { loc }: MemberNode, problem: string, hint?: string): SettingsError {
  return new SettingsError(problem, { location: { file: path, line: loc.start.line }, hint });
}
