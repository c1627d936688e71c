import { closedClassTag } from './closed-class-words';
import type { UniversalTag } from './peer';
import { symbolTag } from './symbol-tag';

/** For the report, of every peer: the rules are the same for all. */
export const resolveTagsNote =
  'Closed-class words, symbols and addresses get their UPOS by word and neighbours, by the same rules for all peers; this raises their scores.';

/**
 * What other tag sets leave open, or draw elsewhere, decided by the word and its neighbours: AUX or VERB, PART, ADP or
 * SCONJ, DET or PRON. The tags of open classes (nouns, names, verbs, adjectives, adverbs) stay as the peer gave them.
 * The rules follow universaldependencies.org/en and were chosen on the dev set of UD English-EWT.
 */
export function resolveTags(words: readonly string[], tags: readonly UniversalTag[]): UniversalTag[] {
  const forms = words.map((word) => (word === 'US' ? word : word.toLowerCase().replace('’', "'")));
  const resolved = tags.map((tag, index) => symbolTag(words[index]!) ?? closedClassTag(forms[index]!) ?? tag);
  for (const [index, form] of forms.entries())
    resolved[index] = rules.get(form)?.({ forms, tags: resolved, index }) ?? resolved[index]!;
  return resolved.map((tag, index) => (tag === 'ADP' && opensClause(forms, resolved, index) ? 'SCONJ' : tag));
}

interface Place {
  readonly forms: readonly string[];
  readonly tags: readonly UniversalTag[];
  readonly index: number;
}

type Rule = (place: Place) => UniversalTag;

const rules = new Map<string, Rule>();
const addRule = (words: string, rule: Rule) => {
  for (const word of words.split(' ')) rules.set(word, rule);
};

// Before a noun the peer's tag stays: many verbs are nouns to a lexicon.
addRule('to', ({ tags, index }) => {
  const next = tags[after(tags, index, ['ADV'])];
  if (next === 'NOUN') return tags[index]!;
  return isVerb(next) ? 'PART' : 'ADP';
});
addRule("'s s", ({ forms, tags, index }) => {
  const before = forms[index - 1] ?? '';
  if (before === 'there') return 'VERB';
  if (before === 'let') return 'PRON';
  return tags[index - 1] === 'PRON' || /^(that|this|here|what|where|how)$/.test(before) ? 'AUX' : 'PART';
});
// Auxiliary where the verb follows: "has not gone", "did you go".
addRule('have has had having do does did', ({ forms, tags, index }) => {
  const next = forms[index + 1] ?? '';
  if (isNegation.test(next)) return 'AUX';
  return next !== 'to' && isVerb(tags[after(tags, index, ['ADV', 'PRON'])]) ? 'AUX' : 'VERB';
});
// Existential: "there is".
addRule('is are was were', ({ forms, index }) => (forms[index - 1] === 'there' ? 'VERB' : 'AUX'));
addRule('as', ({ forms, tags, index }) => {
  const degree = tags[index + 1] === 'ADJ' || tags[index + 1] === 'ADV';
  return degree && (forms[index + 1] === 'well' || forms.slice(index + 2, index + 4).includes('as'))
    ? 'ADV'
    : 'ADP';
});
addRule('more most much', ({ tags, index }) => {
  const next = tags[index + 1];
  return next === 'NOUN' || next === 'PROPN' || next === 'ADP' ? 'ADJ' : 'ADV';
});
addRule('like', ({ forms, index }) => (likesBefore.test(forms[index - 1] ?? '') ? 'VERB' : 'ADP'));
addRule('am', ({ tags, index }) => (tags[index - 1] === 'NUM' ? 'NOUN' : 'AUX'));
addRule('before after until till once since', ({ forms, tags, index }) =>
  tags[index] === 'ADV' && !subject.test(forms[index + 1] ?? '') ? 'ADV' : 'ADP',
);
addRule('first second third last next', () => 'ADJ');
addRule('about', ({ tags, index }) => (tags[index + 1] === 'NUM' ? 'ADV' : 'ADP'));
addRule('this these those', ({ tags, index }) => (startsNominal(tags[index + 1]) ? 'DET' : 'PRON'));
addRule('that', ({ tags, index }) => {
  const [before, next] = [tags[index - 1], tags[index + 1]];
  if (before === 'NOUN' || before === 'PROPN') return 'PRON';
  if (next === 'NOUN') return 'DET';
  return isVerb(before) || before === 'ADJ' || next === 'PRON' || next === 'DET' ? 'SCONJ' : 'PRON';
});
addRule('which', ({ tags, index }) => (tags[index + 1] === 'NOUN' ? 'DET' : 'PRON'));
addRule('there', ({ forms, tags, index }) =>
  tags[index + 1] === 'AUX' || isBe.test(forms[index - 1] ?? '') ? 'PRON' : 'ADV',
);

const isBe = /^(is|are|was|were|be|been|'s|'re)$/;
const isNegation = /^(not|n't|nt)$/;
const likesBefore = /^(i|you|we|they|to|would|'d|do|does|did|n't|not|really)$/;
const subject = /^(i|he|she|we|they|it|you|there)$/;
const conjunctions = /^(as|like|than|since|before|after|until|till|once|while|though|so)$/;

/** A preposition before a gerund, or one that is also a conjunction before a subject. */
function opensClause(forms: readonly string[], tags: readonly UniversalTag[], index: number): boolean {
  const next = forms[index + 1] ?? '';
  if (tags[index + 1] === 'VERB' && next.endsWith('ing')) return true;
  return conjunctions.test(forms[index]!) && subject.test(next);
}

function isVerb(tag: UniversalTag | undefined): boolean {
  return tag === 'VERB' || tag === 'AUX';
}

function startsNominal(tag: UniversalTag | undefined): boolean {
  return tag === 'NOUN' || tag === 'PROPN' || tag === 'ADJ' || tag === 'NUM';
}

/** The next place whose tag is not one of these. */
function after(tags: readonly UniversalTag[], index: number, skipped: readonly UniversalTag[]): number {
  let next = index + 1;
  while (next < tags.length && skipped.includes(tags[next]!)) next++;
  return next;
}
