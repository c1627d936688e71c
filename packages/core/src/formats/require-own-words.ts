import { SettingsError } from '../errors';
import type { FormatOptions } from './corpus-format';

/** @throws SettingsError if a column of words is chosen in a format that has a single place for them. */
export function requireOwnWords(format: string, { wordColumn }: FormatOptions): void {
  if (wordColumn === undefined) return;
  throw new SettingsError(`a column of words cannot be chosen in ${format}`, {
    hint: 'only columns (by number) and JSON Lines (by key) have a choice',
  });
}
