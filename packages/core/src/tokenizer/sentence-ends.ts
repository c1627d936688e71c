import { CLOSERS, ENDS, OPENERS } from './characters';
import { EMOTICON } from './emoticons';
import type { LanguageRules } from './language';
import { Pattern } from './pattern';

/** What stands before a blank where a sentence may end: `etc`, `.` and `)` of `etc.)` */
export interface Ending {
  readonly before: string;
  /** Final marks; empty where a face such as `:)` takes their place. */
  readonly marks: string;
  readonly closers: string;
  /** Whether the sentence starts with `before`. */
  readonly isFirst: boolean;
}

const lowerCase = new Pattern(String.raw`^[${OPENERS}]*\p{Ll}`);
const upperCase = new Pattern(String.raw`^[${OPENERS}]*\p{Lu}`);
/** A number, or a code such as A.2 or B12. */
const digit = new Pattern(String.raw`^[${OPENERS}]*(?:\p{Lu}\.?)?\p{Nd}`);
const firstWord = new Pattern(String.raw`^[${OPENERS}]*([\p{L}'’]+)`);
/** The number of am 3. Mai. */
const ordinal = new Pattern(String.raw`(?<![\p{L}\p{N}.,:/-])\p{Nd}{1,4}$`);
const lastWord = new Pattern(String.raw`[\p{L}\p{M}.]+$`);
/** What belongs to the sentence before it: a face, or marks alone. */
const appendix = new Pattern(`^(?:(?:${EMOTICON})|[${ENDS}${CLOSERS}:]+$)`);
/** What counts the items of a list: 3. b. iv. */
const listNumber = new Pattern(String.raw`^[*(]*(?:\d{1,3}|\p{L}|[ivx]{1,4}|[IVX]{1,4})$`);
/** J of J. R. R., and U.S of U.S. */
const initials = new Pattern(String.raw`^(?:\p{Lu}|(?:\p{L}\.)+\p{L})$`);

/** Whether a sentence ends between `ending` and `next`, which is what stands up to the blank after it. */
export function endsSentence(ending: Ending, next: string, rules: LanguageRules): boolean {
  const { before, marks, closers, isFirst } = ending;
  if (appendix.test(next)) return false;
  const isLower = lowerCase.test(next);
  // "Really?" he said. And (maybe?) so on.
  if (closers && isLower) return false;
  if (marks === '.' && before) {
    return !(isFirst && listNumber.test(before)) && stopEndsSentence(before, next, rules);
  }
  // An ellipsis, typed with blanks or without, and a face may be a pause ... like this.
  const isPause = /^[.…]*$/.test(marks);
  return !(isPause && isLower);
}

function stopEndsSentence(before: string, next: string, rules: LanguageRules): boolean {
  const last = lastWord.exec(before)?.[0] ?? '';
  const nextWord = firstWord.exec(next)?.[1]?.replaceAll('’', "'") ?? '';
  if (rules.ordinalNouns?.has(nextWord) && ordinal.test(before)) return false;
  const startsSentence = rules.lowerCaseStarts || !lowerCase.test(next);
  switch (rules.abbreviations.get(last.normalize()) ?? (initials.test(last) ? 'perhaps' : undefined)) {
    case 'never':
      return false;
    case 'before number':
      return startsSentence && !digit.test(next) && rules.abbreviations.get(nextWord) !== 'before number';
    case 'before capital':
      return upperCase.test(next);
    case 'perhaps':
      // Before an elision, also its first word: L'eau.
      return rules.starters.has(nextWord) || rules.starters.has(nextWord.replace(/'.*/u, "'"));
    default:
      return startsSentence;
  }
}
