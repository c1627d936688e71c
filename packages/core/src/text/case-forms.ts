import { composeWord } from './normal-form';

/*
 * Case as a language has it. Most share Unicode's rules; these differ from them (Unicode, SpecialCasing.txt; CLDR for Dutch):
 * Turkish and Azeri pair ı with I and i with İ, Lithuanian keeps a dot below further accents, Dutch capitalises ij as one letter,
 * and German writes ß as SS in capitals.
 */
const dotlessByLocale: ReadonlySet<string> = new Set(['tr', 'az']);
const otherCase: ReadonlySet<string> = new Set([...dotlessByLocale, 'lt', 'nl', 'de']);

/**
 * The language whose rules of case differ from Unicode's common ones: `tr`, `az`, `lt`, `nl` or `de`; undefined for all others.
 * @param language a BCP 47 tag, such as `tr` or `tr-Latn-TR`; anything else counts as a language with the common rules
 */
export function findCaseLanguage(language: string | undefined): string | undefined {
  const [primary = ''] = (language ?? '').toLowerCase().split(/[-_]/);
  return otherCase.has(primary) ? primary : undefined;
}

/** A word in lower case. @param caseLanguage as `findCaseLanguage` gives it */
export function lowerCase(word: string, caseLanguage?: string): string {
  return caseLanguage !== undefined && dotlessByLocale.has(caseLanguage)
    ? word.toLocaleLowerCase(caseLanguage)
    : word.toLowerCase();
}

/**
 * The forms under which a word may occur elsewhere, the likelier first: in lower case, and with an initial capital. Where a language has
 * rules of its own, the common rules' forms follow (`TWITTER` in a Turkish text is `Twitter`).
 * @param caseLanguage as `findCaseLanguage` gives it
 */
export function caseForms(word: string, caseLanguage?: string): string[] {
  const common = capitalised(word.toLowerCase());
  switch (caseLanguage) {
    case 'tr':
    case 'az':
      return distinct([...capitalised(lowerCase(word, caseLanguage), caseLanguage), ...common]);
    case 'lt':
      return distinct([...common, composeWord(word.toLocaleLowerCase(caseLanguage))]);
    case 'nl':
      return distinct([...common.slice(0, 1), common[0]!.replace(/^ij/, 'IJ'), ...common.slice(1)]);
    case 'de':
      return /SS/.test(word)
        ? distinct([...common, ...capitalised(word.toLowerCase().replaceAll('ss', 'ß'))])
        : common;
    default:
      return common;
  }
}

/** A word in lower case, and the same with an initial capital; in NFC. */
export function capitalised(lower: string, locale?: string): string[] {
  const [first = '', ...rest] = lower;
  // One letter may be two as a capital, of which the second is small in front of small letters: ﬁ is Fi there.
  const [capital = '', ...more] =
    locale === undefined ? first.toUpperCase() : first.toLocaleUpperCase(locale);
  return [lower, capital + more.join('').toLowerCase() + rest.join('')].map(composeWord);
}

function distinct(forms: readonly string[]): string[] {
  return [...new Set(forms)];
}
