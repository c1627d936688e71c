import { readLabels } from '@tagger/core';
import { isSpanTagSet } from '@tagger/core/internal';
import type { Corpus } from '@tagger/trainer';
import type { Io } from '../io/io';

/** Says once that a network without a CRF may break the scheme of tags that mark spans. */
export function showSpanHint({ sentences }: Corpus, hasCrf: boolean, io: Io): void {
  if (hasCrf) return;
  const tags = new Set<string>();
  for (const sentence of sentences)
    for (const tag of readLabels(sentence) ?? []) if (tag !== undefined) tags.add(tag);
  if (!isSpanTagSet(tags)) return;
  io.stderr.write(
    'tagger: note: the tags mark spans, which may be malformed in predictions without --crf (better: --preset entities)\n',
  );
}
