import { createHash } from 'node:crypto';
import type { CompactCorpus } from '../data/corpus';

// Hashes that tell whether a checkpoint belongs to what a run was given.

/** What a run was given, apart from its settings. */
export interface RunInputs {
  readonly corpus: CompactCorpus;
  readonly dev: CompactCorpus | undefined;
  /** The initial values of the table that word vectors were written to; absent if there are none. */
  readonly vectors: Float32Array | undefined;
  readonly caseLanguage: string | undefined;
  /** The model file that training goes on from. */
  readonly start: Uint8Array | undefined;
}

/** By the name of each input; empty for what there is not. */
export function fingerprintInputs({ corpus, dev, vectors, caseLanguage, start }: RunInputs) {
  return {
    'training corpus': fingerprintCorpus(corpus),
    'dev corpus': dev ? fingerprintCorpus(dev) : '',
    'set of word vectors': vectors ? fingerprintBytes(vectors) : '',
    ...(caseLanguage !== undefined && { language: caseLanguage }),
    ...(start && { 'model to go on from': fingerprintBytes(start) }),
  };
}

/** Of words, tags, which tags are not known or open, and further columns. */
export function fingerprintCorpus({ sentences, rehearsal }: CompactCorpus): string {
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
  if (rehearsal) hash.update(JSON.stringify([rehearsal.from, ...rehearsal.missingTags]));
  return hash.digest('hex');
}

function fingerprintBytes(data: NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(data).digest('hex');
}
