import { type ConfigKey, configKeys } from './config-keys';

/** What a sweep can vary: the preset, and every setting but the seed, of which it takes several by itself. */
export function gridKeys(): readonly ConfigKey[] {
  return [...configKeys.values()].filter(
    ({ name, setting }) => name === 'preset' || (setting !== undefined && setting !== 'seed'),
  );
}
