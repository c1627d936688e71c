import { createHash } from 'node:crypto';
import type { Corpus } from './training-data';

/** A hash of a corpus's words and tags, which tells whether a checkpoint belongs to it. */
export function fingerprint({ sentences }: Corpus): string {
  const hash = createHash('sha256');
  for (const { words, tags } of sentences) hash.update(JSON.stringify([words, tags]));
  return hash.digest('hex');
}
