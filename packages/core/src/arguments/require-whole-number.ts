import { SettingsError } from '../errors';

/** @throws SettingsError unless the setting is a whole number of at least 1. */
export function requireWholeNumber(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) {
    throw new SettingsError(`${name} must be a whole number of at least 1, not ${value}`);
  }
}
