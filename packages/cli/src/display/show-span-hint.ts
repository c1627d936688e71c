import { isSpanTagSet } from '@tagger/core/internal';
import type { CompactCorpus } from '@tagger/trainer/internal';
import type { Io } from '../io/io';

/** Says once that a network without a CRF may break the scheme of tags that mark spans. */
export function showSpanHint({ sentences }: CompactCorpus, hasCrf: boolean, io: Io): void {
  if (hasCrf || !isSpanTagSet(sentences.tags)) return;
  io.stderr.write(
    'tagger: note: the tags mark spans, which may be malformed in predictions without --crf (better: --preset entities)\n',
  );
}
