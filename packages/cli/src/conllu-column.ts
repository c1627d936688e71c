import type { ModelDescription } from '@tagger/models';

const columns = ['lemma', 'upos', 'xpos', 'feats', 'deprel', 'misc'];

/** The CoNLL-U column that a model's tags belong to: the one it was trained on, or XPOS, which takes any tag. */
export function findConlluColumn({ training }: ModelDescription): string {
  const { column } = training.corpus;
  return columns.includes(column) ? column : 'xpos';
}
