import { describe, expect, it } from 'vitest';
import { learnMultiwords, MultiwordSplitter } from '../../src/characters/multiwords';

const french = new MultiwordSplitter(
  learnMultiwords([
    { form: 'du', words: ['de', 'le'] },
    { form: 'Des', words: ['De', 'les'] },
    { form: 'des' },
    { form: 'aux', words: ['à', 'les'] },
    { form: 'auxquelles', words: ['à', 'lesquelles'] },
  ]),
);
const english = new MultiwordSplitter(
  learnMultiwords([
    { form: "don't", words: ['do', "n't"] },
    { form: "didn't", words: ['did', "n't"] },
    { form: "Elena's", words: ['Elena', "'s"] },
    { form: "it's", words: ['it', "'s"] },
  ]),
);

describe('a form of the corpus', () => {
  it('is divided as there, whether it looks like a multiword token or not', () => {
    expect(french.split('du', true)).toEqual(['de', 'le']);
    expect(french.split('du', false)).toEqual(['de', 'le']);
  });

  it('is divided only where it looks like one, if the corpus also has it as a word', () => {
    expect(french.split('des', true)).toEqual(['de', 'les']);
    expect(french.split('des', false)).toBeUndefined();
  });

  it('keeps its case', () => {
    expect(french.split('Du', true)).toEqual(['De', 'le']);
    expect(french.split('AUX', true)).toEqual(['À', 'LES']);
    expect(english.split("DON'T", true)).toEqual(['DO', "N'T"]);
  });
});

describe('another form', () => {
  it('is divided by its beginning or its end', () => {
    expect(french.split('auxquels', true)).toEqual(['à', 'lesquels']);
    expect(english.split("Haven't", true)).toEqual(['Have', "n't"]);
    expect(english.split("Omar's", true)).toEqual(['Omar', "'s"]);
  });

  it('is a word where it does not look like a multiword token, or nothing tells its words', () => {
    expect(english.split("Omar's", false)).toBeUndefined();
    expect(english.split('gimme', true)).toBeUndefined();
  });
});

it('divides forms whose lower case is longer, and forms that are not composed', () => {
  const turkish = new MultiwordSplitter(learnMultiwords([{ form: 'İyiydi', words: ['İyi', 'ydi'] }]));
  expect(turkish.split('İyiydi', true)?.at(-1)).toBe('ydi');
  const spanish = new MultiwordSplitter(learnMultiwords([{ form: 'dámelo', words: ['da', 'me', 'lo'] }]));
  expect(spanish.split('da\u0301melo', true)).toEqual(['da', 'me', 'lo']);
  expect(spanish.split('cómelo', true)).toBeUndefined();
});

it('takes the most frequent division of a form', () => {
  const parts = learnMultiwords([
    { form: "he's", words: ['he', 'has'] },
    { form: "He's", words: ['He', "'s"] },
    { form: "he's", words: ['he', "'s"] },
  ]);
  expect(parts.forms).toEqual([["he's", 'he', "'s"]]);
});

it('gives no empty words, whatever the rules', () => {
  const parts = { forms: [], ambiguous: [], beginnings: [], endings: [['x', 1, '', ''] as const] };
  expect(new MultiwordSplitter(parts).split('ax', true)).toBeUndefined();
});
