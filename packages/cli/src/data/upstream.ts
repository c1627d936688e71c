import { SettingsError } from '@tagger/core';
import type { Io } from '../io/io';
import type { Corpus } from './corpus';

const host = 'https://raw.githubusercontent.com';

/**
 * Where upstream's files are: `BASE/OWNER/NAME/COMMIT/PATH`, as GitHub has its raw files. `TAGGER_DATA_MIRROR` gives
 * another base, which may have a path of its own.
 *
 * @throws SettingsError if the mirror is not an address.
 */
export function findBase(env: Io['env']): string {
  const mirror = env.TAGGER_DATA_MIRROR;
  if (!mirror) return host;
  const url = URL.canParse(mirror) ? new URL(mirror) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw new SettingsError(`TAGGER_DATA_MIRROR must be an address like ${host}, not ${mirror}`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

export function upstreamAddress(base: string, { repository, commit }: Corpus, path: string): string {
  const steps = `${repository}/${commit}/${path}`.split('/');
  return `${base}/${steps.map(encodeURIComponent).join('/')}`;
}
