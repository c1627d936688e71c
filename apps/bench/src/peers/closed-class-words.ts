import type { UniversalTag } from './peer';

/*
 * Words of the closed classes that have nearly always one UPOS tag in Universal Dependencies' guidelines for English,
 * and the second halves of contractions (n't, 'll), which packages with a tokenizer of their own do not know alone.
 * Source: universaldependencies.org/en
 */
const words: Partial<Record<UniversalTag, string>> = {
  AUX: `am are is was were be been being can could may might must shall should will would ca wo
    'd 'll 'm 're 've`,
  ADP: 'of into onto upon via per at by for from with in on against between among during through toward towards',
  ADJ: 'several few many',
  CCONJ: 'and or but nor &',
  DET: 'the a an every no another all some any each',
  NOUN: 'pm a.m. p.m.',
  NUM: `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion`,
  PART: "not n't nt",
  PRON: `i you he she it we they me him her us them my your his its our their mine yours hers ours theirs
    myself yourself himself herself itself ourselves yourselves themselves who whom whose what
    someone somebody something anyone anybody anything everyone everybody everything nobody nothing none`,
  ADV: 'when where why how here',
  SCONJ: 'if because although whether unless while though',
  INTJ: 'yes please hello hi oh',
};

const tags = new Map<string, UniversalTag>();
for (const [tag, list] of Object.entries(words))
  for (const word of list.split(/\s+/)) tags.set(word, tag as UniversalTag);

/** @param word in lower case, with straight apostrophes */
export function closedClassTag(word: string): UniversalTag | undefined {
  return tags.get(word);
}
