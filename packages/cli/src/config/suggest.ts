import { closest, distance } from 'fastest-levenshtein';
import { attributeName, settingFlags } from '../train-flags';

/** The key that was meant, perhaps: one that is written almost so, as a flag, or as the setting is called in a model file. */
export function suggestKey(found: string, keys: readonly string[]): string | undefined {
  const named = attributeName(
    settingFlags[found as keyof typeof settingFlags] ?? `--${found.replace(/^-+/, '')}`,
  );
  if (keys.includes(named)) return named;
  const near = closest(found.toLowerCase(), keys as string[]);
  const edits = distance(found.toLowerCase(), near.toLowerCase());
  return edits <= 2 && edits < found.length / 2 ? near : undefined;
}
