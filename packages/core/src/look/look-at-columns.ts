import type { CompactSentences } from '../corpus/compact-sentences';
import { type CorpusFinding, countOf } from './corpus-finding';

/** Words of a training corpus that have no label in one of several columns. */
export function lookAtColumns({
  name: file,
  sentences,
}: {
  readonly name: string;
  readonly sentences: CompactSentences;
}): CorpusFinding[] {
  return sentences.columns.flatMap(({ name, ids }): CorpusFinding[] => {
    const missing = ids.reduce((count, id) => (id < 0 ? count + 1 : count), 0);
    if (missing === 0) return [];
    const find = (problem: string): CorpusFinding[] => [{ kind: 'unlabelled', problem, location: { file } }];
    if (missing === ids.length) return find(`no word has a label in the column ${name}: it is left out`);
    return find(
      `${countOf(missing, 'word')} of ${ids.length.toLocaleString('en-US')} without a label in the column ${name}: left out of its loss and scores`,
    );
  });
}
