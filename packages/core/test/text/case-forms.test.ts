import { describe, expect, it } from 'vitest';
import { caseForms, findCaseLanguage, lowerCase } from '../../src/text/case-forms';

describe('findCaseLanguage', () => {
  it('finds languages with rules of case of their own, in any form of their tag', () => {
    expect(['tr', 'TR', 'tr-TR', 'az_Latn', 'lt', 'nl-BE', 'de'].map(findCaseLanguage)).toEqual([
      'tr',
      'tr',
      'tr',
      'az',
      'lt',
      'nl',
      'de',
    ]);
    for (const other of [undefined, '', 'en', 'fr', 'trv', 'not a tag'])
      expect(findCaseLanguage(other)).toBeUndefined();
  });
});

describe('lowerCase', () => {
  it.each([
    ['IŞIK', 'tr', 'ışık'],
    ['İSTANBUL', 'tr', 'istanbul'],
    ['QIZIL', 'az', 'qızıl'],
    ['İSTANBUL', undefined, 'i̇stanbul'],
    ['GROẞ', 'de', 'groß'],
    ['ΛΟΓΟΣ', undefined, 'λογος'],
  ])('%s in %s', (word, language, expected) => {
    expect(lowerCase(word, language)).toBe(expected);
  });
});

describe('caseForms', () => {
  it.each([
    ['PARIS', undefined, ['paris', 'Paris']],
    ['IŞIK', 'tr', ['ışık', 'Işık', 'işik', 'Işik']],
    ['iyi', 'tr', ['iyi', 'İyi', 'Iyi']],
    ['IRAK', 'az', ['ırak', 'Irak', 'irak']],
    ['ÌTALIJA', 'lt', ['ìtalija', 'Ìtalija', 'i̇̀talija']],
    ['IJSLAND', 'nl', ['ijsland', 'IJsland', 'Ijsland']],
    ['STRASSE', 'de', ['strasse', 'Strasse', 'straße', 'Straße']],
    ['Strasse', 'de', ['strasse', 'Strasse']],
    ['STRAẞE', undefined, ['straße', 'Straße']],
    ['ΛΟΓΟΣ', undefined, ['λογος', 'Λογος']],
    ['ﬁn', undefined, ['ﬁn', 'Fin']],
    ['', undefined, ['', '']],
  ])('%s in %s', (word, language, expected) => {
    expect(caseForms(word, language)).toEqual(expected);
  });

  it('gives composed forms', () => {
    for (const form of caseForms('ÉTÉ'.normalize('NFD'))) expect(form).toBe(form.normalize('NFC'));
  });
});
