import { createHash } from 'node:crypto';
import type { Corpus } from './training-data';

// Hashes that tell whether a checkpoint belongs to what a run was given.

/** Of words and tags. */
export function fingerprintCorpus({ sentences }: Corpus): string {
  const hash = createHash('sha256');
  for (const { words, tags } of sentences) hash.update(JSON.stringify([words, tags]));
  return hash.digest('hex');
}

export function fingerprintBytes(data: NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(data).digest('hex');
}
