import { createHash } from 'node:crypto';
import type { Corpus } from '../data/training-data';

// Hashes that tell whether a checkpoint belongs to what a run was given.

/** Of words, tags and which tags are not known. */
export function fingerprintCorpus({ sentences }: Corpus): string {
  const hash = createHash('sha256');
  for (const { words, tags, unlabelled } of sentences)
    hash.update(JSON.stringify(unlabelled ? [words, tags, unlabelled] : [words, tags]));
  return hash.digest('hex');
}

export function fingerprintBytes(data: NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(data).digest('hex');
}
