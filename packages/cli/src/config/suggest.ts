import { suggest } from '@tagger/core';
import { attributeName, settingFlags } from '../train-flags';

/** The key that was meant, perhaps: one that is written almost so, as a flag, or as the setting is called in a model file. */
export function suggestKey(found: string, keys: readonly string[]): string | undefined {
  const named = attributeName(
    settingFlags[found as keyof typeof settingFlags] ?? `--${found.replace(/^-+/, '')}`,
  );
  if (keys.includes(named)) return named;
  return suggest(found, keys);
}
