import { suggest } from '@tagger/core/internal';
import { attributeName, settingFlags } from '../flags/train-flags';

/** A map, as a key may have any name, such as `constructor`. */
const flagOfSetting: ReadonlyMap<string, string> = new Map(Object.entries(settingFlags));

/** The key that was meant, perhaps: one that is written almost so, as a flag, or as the setting is called in a model file. */
export function suggestKey(found: string, keys: readonly string[]): string | undefined {
  const flag = flagOfSetting.get(found) ?? `--${found.replace(/^-+/, '')}`;
  const named = attributeName(flag);
  if (keys.includes(named)) return named;
  // Longer ones are no key that is mistyped, and take long to compare.
  return found.length > 100 ? undefined : suggest(found, keys);
}
