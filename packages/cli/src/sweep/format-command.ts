import type { Command } from 'commander';
import { configKeys } from '../config/config-keys';
import { shellWord } from '../display/shell-word';
import type { Combination } from './grid';

/** Flags of a sweep that say nothing of one run. */
const own = new Set(['config', 'output', 'grid', 'seeds', 'seed', 'json', 'quiet', 'redis', 'queue']);

/** The command that trains one run of a sweep by itself. */
export function formatCommand(sweep: Command, combination: Combination, seed: number): string {
  const values = sweep.opts();
  const given = Object.keys(values).filter(
    (name) => !own.has(name) && sweep.getOptionValueSource(name) === 'cli',
  );
  const flags = [
    ...given.map((name) => [name, values[name]] as const),
    ...Object.entries(combination),
    ['seed', seed] as const,
  ].flatMap(([name, value]) =>
    [value].flat().map((each) => formatFlag(configKeys.get(name)!.option.long!, each)),
  );
  const config = values.config === undefined ? [] : [formatFlag('--config', values.config)];
  return ['tagger train', ...config, ...flags].join(' ');
}

function formatFlag(flag: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? flag : flag.replace('--', '--no-');
  return `${flag} ${shellWord(String(value))}`;
}

/** `lr 0.001, dropout 0.3` */
export function formatCombination(combination: Combination): string {
  return Object.entries(combination)
    .map(([name, value]) => `${configKeys.get(name)!.option.long!.slice(2)} ${value}`)
    .join(', ');
}
