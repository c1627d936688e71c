import type { UniversalTag } from './peer';

/*
 * compromise gives a term all tags that fit it, from the general to the special; the first row that is among them decides.
 * Its conjunctions are connectives of all kinds ("now", "even"): the coordinating and subordinating ones are told from the
 * others by word. Source: the tag set in its package, src/2-two/preTagger/tagSet
 */
const table: readonly (readonly [tag: string, universal: UniversalTag])[] = [
  ['Pronoun', 'PRON'],
  ['Auxiliary', 'AUX'],
  ['Modal', 'AUX'],
  ['Copula', 'AUX'],
  ['Particle', 'ADP'],
  ['Verb', 'VERB'],
  ['Adverb', 'ADV'],
  ['Determiner', 'DET'],
  ['Preposition', 'ADP'],
  ['Condition', 'SCONJ'],
  ['Conjunction', 'ADV'],
  ['QuestionWord', 'PRON'],
  ['There', 'PRON'],
  ['Negative', 'PART'],
  ['Expression', 'INTJ'],
  ['Emoticon', 'SYM'],
  ['Emoji', 'SYM'],
  ['Ordinal', 'ADJ'],
  ['Value', 'NUM'],
  ['Adjective', 'ADJ'],
  ['ProperNoun', 'PROPN'],
  ['Place', 'PROPN'],
  ['Month', 'PROPN'],
  ['WeekDay', 'PROPN'],
  ['Holiday', 'PROPN'],
  ['Acronym', 'PROPN'],
  ['AtMention', 'PROPN'],
];

export function compromiseToUniversal(tags: ReadonlySet<string>): UniversalTag {
  return table.find(([tag]) => tags.has(tag))?.[1] ?? 'NOUN';
}
