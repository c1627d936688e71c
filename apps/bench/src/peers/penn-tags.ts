import type { UniversalTag } from './peer';

/*
 * The Penn Treebank's tags in UPOS, as far as the tag alone decides; `resolveTags` does the rest.
 * Source: the Penn tag set's description (Santorini 1990) and universaldependencies.org/tagset-conversion
 */
const table: Readonly<Record<string, UniversalTag>> = {
  CC: 'CCONJ',
  CD: 'NUM',
  DT: 'DET',
  EX: 'PRON',
  FW: 'X',
  IN: 'ADP',
  JJ: 'ADJ',
  JJR: 'ADJ',
  JJS: 'ADJ',
  LS: 'X',
  MD: 'AUX',
  NN: 'NOUN',
  NNS: 'NOUN',
  NNP: 'PROPN',
  NNPS: 'PROPN',
  PDT: 'DET',
  POS: 'PART',
  PRP: 'PRON',
  PRP$: 'PRON',
  RB: 'ADV',
  RBR: 'ADV',
  RBS: 'ADV',
  RP: 'ADP',
  SYM: 'SYM',
  TO: 'PART',
  UH: 'INTJ',
  URL: 'PROPN',
  VB: 'VERB',
  VBD: 'VERB',
  VBG: 'VERB',
  VBN: 'VERB',
  VBP: 'VERB',
  VBZ: 'VERB',
  WDT: 'DET',
  WP: 'PRON',
  WP$: 'PRON',
  WRB: 'ADV',
};

/** Of alternatives ("NN|JJ") the first counts. A tag that is not in the set stands for an unknown word: a noun. */
export function pennToUniversal(tag: string | undefined): UniversalTag {
  return table[tag?.split('|')[0] ?? ''] ?? 'NOUN';
}
