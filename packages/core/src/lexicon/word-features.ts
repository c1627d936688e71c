import { lowerCase } from '../text/case-forms';
import { lettersOf } from '../text/letters';

/*
 * What the form of a word tells of its tag, whatever the word. All but the shape are of the word in lower case with its digits
 * as 0: the shape keeps the case.
 */

/** The features there are. */
export const featureNames = [
  'lower',
  'prefix1',
  'prefix2',
  'prefix3',
  'suffix1',
  'suffix2',
  'suffix3',
  'suffix4',
  'shape',
  'end2',
  'end3',
] as const;
export type FeatureName = (typeof featureNames)[number];

/** For scripts with case. */
export const casedFeatures: readonly FeatureName[] = featureNames.slice(0, 9);

/** For scripts without, where syllables and signs are made of smaller parts: the word's end in these. */
export const caselessFeatures: readonly FeatureName[] = featureNames.slice(1);

/**
 * The value of a feature for a word.
 * @param word as `cleanWord` gives it
 * @param caseLanguage as `findCaseLanguage` gives it
 */
export function readFeature(name: FeatureName, word: string, caseLanguage?: string): string {
  return openWord(word, caseLanguage)(name);
}

const digits = /\p{Nd}/gu;

/** What gives the values of the features of a word: see `readFeature`. */
export function openWord(word: string, caseLanguage?: string): (name: FeatureName) => string {
  const plain = lowerCase(word, caseLanguage).replace(digits, '0');
  const letters = lettersOf(plain);
  return (name) => {
    if (name === 'shape') return describeShape(word);
    if (name === 'lower') return plain;
    const length = Number(name.at(-1));
    if (name.startsWith('end')) return lettersOf(plain.normalize('NFD')).slice(-length);
    return name.startsWith('prefix') ? letters.slice(0, length) : letters.slice(-length);
  };
}

/** Kinds of characters, in the order in which they are tried: a letter for each. */
const characterKinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['X', /\p{Lu}/u],
  ['x', /\p{Ll}/u],
  ['d', /\p{N}/u],
  ['h', /\p{Script=Han}/u],
  ['k', /[\p{Script=Katakana}ー]/u],
  ['g', /\p{Script=Hangul}/u],
  ['o', /[\p{L}\p{M}]/u],
  ['s', /[\p{S}\p{So}]/u],
];

function findKind(character: string): string {
  return characterKinds.find(([, pattern]) => pattern.test(character))?.[0] ?? character;
}

const asciiKinds = Array.from({ length: 128 }, (_, code) => findKind(String.fromCharCode(code)));

/** Runs of two or more characters of one kind stand as two: `Xxx-dd` for McDonald-1984. Marks stand for themselves. */
function describeShape(word: string): string {
  let shape = '';
  let [last, before] = ['', ''];
  for (const character of word) {
    const kind = asciiKinds[character.charCodeAt(0)] ?? findKind(character);
    if (kind !== last || kind !== before) shape += kind;
    [before, last] = [last, kind];
  }
  return shape;
}

/** Whether these words are in a script with upper and lower case: most of those with a letter are. */
export function hasCase(words: Iterable<string>): boolean {
  let [cased, all] = [0, 0];
  for (const word of words) {
    if (/\p{L}/u.test(word)) all++;
    if (/\p{Ll}|\p{Lu}/u.test(word)) cased++;
  }
  return 2 * cased > all;
}
