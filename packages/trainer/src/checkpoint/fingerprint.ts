import { createHash } from 'node:crypto';
import type { CompactCorpus } from '../data/corpus';

// Hashes that tell whether a checkpoint belongs to what a run was given.

/** Of words, tags, which tags are not known, and further columns. */
export function fingerprintCorpus({ sentences }: CompactCorpus): string {
  const hash = createHash('sha256');
  const [words, tags] = [sentences.words, sentences.tags].map((texts) =>
    texts.map((text) => JSON.stringify(text)),
  );
  const list = (ids: Int32Array, texts: readonly string[]) =>
    `[${Array.from(ids, (id) => texts[id] ?? '"_"')}]`;
  for (let index = 0; index < sentences.length; index++) {
    const tagIds = sentences.tagIdsOf(index);
    const unlabelled = [...tagIds.keys()].filter((t) => tagIds[t] === -1);
    const rest = unlabelled.length > 0 ? `,[${unlabelled}]` : '';
    hash.update(`[${list(sentences.wordIdsOf(index), words!)},${list(tagIds, tags!)}${rest}]`);
  }
  for (const { name, values, ids } of sentences.columns) {
    hash.update(JSON.stringify({ name, values }));
    hash.update(ids);
  }
  return hash.digest('hex');
}

export function fingerprintBytes(data: NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(data).digest('hex');
}
