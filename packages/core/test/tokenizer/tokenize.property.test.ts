import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import type { Sentence } from '../../src/sentence';
import { tokenize, tokenizeStream } from '../../src/tokenizer/tokenize';

const BLANK = /^[\p{White_Space}\ufeff\u200b]*$/u;

/** Strings of any UTF-16 units, lone surrogates too, and of pieces that the patterns look for. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...' .,:;!?\'’"`-_/\\@#$%&*+=~^|<>()[]{}。．！「」（）·°′″'),
        fc.constantFrom(
          ' ',
          '\n',
          '\u00a0',
          '\u00ad',
          '\u200b',
          '\u200c',
          '\u200d',
          '\u2060',
          '\ufeff',
          '\u0301',
        ),
        fc.constantFrom(
          'a',
          'É',
          'l',
          'ß',
          'я',
          '京',
          'の',
          'ไ',
          '한',
          'ש',
          'ع',
          '7',
          '٣',
          '１',
          '²',
          '½',
          '😀',
          '\ud83d',
        ),
        fc.constantFrom(
          'http://',
          'www.',
          '.com',
          '.txt',
          'e.g.',
          "n't",
          'C++',
          '10:30',
          '3.5',
          '::1',
          '-ce',
          "qu'",
          'km/h',
        ),
      ),
      { maxLength: 40 },
    )
    .map((pieces) => pieces.join('')),
);
const options = fc.record({
  locale: fc.constantFrom('en', 'fr', 'it', 'ca', 'sv', 'ja', 'zh', 'th', 'ko', 'tr', 'und'),
  lines: fc.boolean(),
});

/** The text that the tokens and the gaps between them are. */
function join(text: string, sentences: readonly Sentence[]): string {
  let joined = '';
  for (const { words, source } of sentences) {
    if (source?.format !== 'text') throw new Error('not raw text');
    expect(source.tokens.map((token) => token.text)).toEqual(words);
    for (const token of source.tokens) {
      const gap = text.slice(joined.length, token.start);
      expect(gap).toMatch(BLANK);
      expect(token.text).not.toMatch(/\p{White_Space}|^$/u);
      expect(token.end - token.start).toBe(token.text.length);
      joined += gap + token.text;
    }
  }
  const rest = text.slice(joined.length);
  expect(rest).toMatch(BLANK);
  return joined + rest;
}

it('gives tokens that are, with the blanks between them, the text', () => {
  fc.assert(
    fc.property(texts, options, (text, settings) => {
      expect(join(text, tokenize(text, settings))).toBe(text);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

it('gives the same in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(texts, options, fc.nat(), async (text, settings, at) => {
      const cut = at % (text.length + 1);
      async function* pieces() {
        yield text.slice(0, cut);
        yield text.slice(cut);
      }
      expect(await collect(tokenizeStream(pieces(), settings))).toEqual(tokenize(text, settings));
    }),
    { seed: 1, numRuns: 1000 },
  );
});
