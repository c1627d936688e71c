/*
 * What Unicode tells of a character, whatever the language: its category, coarse and with the marks that end sentences apart, and its
 * script. A network that reads characters knows by these those that its corpus did not have.
 */

type Kinds = readonly (readonly [name: string, pattern: RegExp])[];

const categories: Kinds = [
  ['blank', /[\p{White_Space}\ufeff\u200b]/u],
  ['capital', /[\p{Lu}\p{Lt}]/u],
  ['small', /\p{Ll}/u],
  ['modifier', /\p{Lm}/u],
  ['letter', /\p{Lo}/u],
  ['mark', /\p{M}/u],
  ['digit', /\p{Nd}/u],
  ['number', /\p{N}/u],
  ['ellipsis', /…/u],
  ['end', /\p{Sentence_Terminal}/u],
  ['quote', /["'\p{Pi}\p{Pf}]/u],
  ['open', /\p{Ps}/u],
  ['close', /\p{Pe}/u],
  ['dash', /\p{Pd}/u],
  ['connector', /\p{Pc}/u],
  ['punctuation', /\p{P}/u],
  ['currency', /\p{Sc}/u],
  ['emoji', /\p{Extended_Pictographic}/u],
  ['symbol', /\p{S}/u],
  ['format', /\p{Cf}/u],
  ['control', /\p{C}/u],
];

const scripts: Kinds = [
  'Latin',
  'Common',
  'Inherited',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Telugu',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Tibetan',
  'Armenian',
  'Georgian',
  'Ethiopic',
].map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')]);

const other = 'other';

export const categoryNames: readonly string[] = [...categories.map(([name]) => name), other];
export const scriptNames: readonly string[] = [...scripts.map(([name]) => name), other];

/** The category of a character: one of `categoryNames`. */
export function findCategory(character: string): string {
  return findKind(categories, character);
}

/** The categories of the characters before and behind white space. */
export function spacePair(before: string, after: string): string {
  return `${findCategory(before)} ${findCategory(after)}`;
}

/** The script of a character: one of `scriptNames`. */
export function findScript(character: string): string {
  return findKind(scripts, character);
}

function findKind(kinds: Kinds, character: string): string {
  return kinds.find(([, pattern]) => pattern.test(character))?.[0] ?? other;
}
