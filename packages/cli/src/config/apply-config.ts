import type { Command } from 'commander';
import type { Config } from './read-config';

/** Flags that would go unheard where the file says the other: they win over it. */
const rivals: Readonly<Record<string, readonly string[]>> = {
  vectors: ['pretrain'],
  pretrain: ['vectors'],
  gpu: ['device'],
};

/** Gives a command the values of a config file, as far as it has their flags, and no flag says otherwise. */
export function applyConfig(command: Command, { values }: Config, except: readonly string[] = []): void {
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  const flags = new Set(command.options.map((option) => option.attributeName()));
  const chosen = [...values].filter(
    ([name]) => flags.has(name) && !except.includes(name) && ![name, ...(rivals[name] ?? [])].some(isGiven),
  );
  for (const [name, value] of chosen) command.setOptionValueWithSource(name, value, 'config');
}
