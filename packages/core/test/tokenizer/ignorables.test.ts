import { expect, it } from 'vitest';
import { tokenize } from '../../src/tokenizer/tokenize';

const tokensOf = (text: string, locale?: string) =>
  tokenize(text, { locale }).flatMap(({ source }) => (source?.format === 'text' ? source.tokens : []));

it.each([
  ['soft hyphens', "inter\u00adnatio\u00adnal don\u00ad't", ['inter\u00adnatio\u00adnal', 'do', "n\u00ad't"]],
  [
    'soft hyphens in numbers and addresses',
    '1\u00ad000.5 http://exa\u00admple.org',
    ['1\u00ad000.5', 'http://exa\u00admple.org'],
  ],
  ['word joiners', 'wo\u2060rd 3\u2060.5', ['wo\u2060rd', '3\u2060.5']],
  ['zero width spaces in Latin script', 'zero\u200bwidth', ['zero\u200bwidth']],
  ['byte order marks', 'wo\ufeffrd', ['wo\ufeffrd']],
  ['joiners of letters', 'a\u200cb \u0645\u06cc\u200c\u062e', ['a\u200cb', '\u0645\u06cc\u200c\u062e']],
  ['several at once', 'a\u00ad\u200b\u2060b', ['a\u00ad\u200b\u2060b']],
])('does not cut words at %s', (_, text, expected) => {
  const tokens = tokensOf(text);
  expect(tokens.map((token) => token.text)).toEqual(expected);
  for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
});

it('leaves zero width spaces and byte order marks out at the ends of words', () => {
  expect(tokensOf('\ufeffone\u200b two\u00ad.\ufeff').map((token) => token.text)).toEqual([
    'one',
    'two\u00ad',
    '.',
  ]);
});

it('cuts at a zero width space in scripts that mark words with it', () => {
  expect(tokensOf('ภาษา\u200bไทย', 'th').map((token) => token.text)).toEqual(['ภาษา', 'ไทย']);
});
