import { isDeepStrictEqual } from 'node:util';
import { tokenize, tokenizeStream } from '@tagger/core';
import { collect } from '@tagger/core/internal';
import fc from 'fast-check';
import { cutInto, drawCuts } from '../chunks';
import { drawText } from '../odd-text';
import { check } from '../outcome';
import { createProperty, type Target } from '../target';

const locales = [
  undefined,
  'en',
  'de',
  'fr',
  'it',
  'ca',
  'tr',
  'ja',
  'zh',
  'th',
  'ko',
  'ar',
  'hi',
  'en-GB-oxendict',
];

const inputs = fc.record({
  text: drawText(120),
  locale: fc.constantFrom(...locales),
  lines: fc.boolean(),
  cuts: drawCuts(),
});

/** Tokens and what is between them are the text, and a stream gives what the whole text gives. */
export const tokens: Target = {
  name: 'tokens',
  prepare: async () =>
    createProperty(inputs, async ({ text, locale, lines, cuts }) => {
      const options = { locale, lines };
      const whole = tokenize(text, options);
      let end = 0;
      for (const { words, source } of whole) {
        check(source?.format === 'text', 'a sentence has no offsets');
        check(words.length > 0 && words.length === source.tokens.length, 'words and tokens differ in number');
        for (const [index, token] of source.tokens.entries()) {
          check(token.start >= end && token.end > token.start, `offsets do not rise at ${token.start}`);
          check(
            token.text === text.slice(token.start, token.end),
            `${token.start} does not have ${token.text}`,
          );
          check(token.text === words[index], `the word ${words[index]} is the token ${token.text}`);
          checkGap(text.slice(end, token.start));
          end = token.end;
        }
      }
      checkGap(text.slice(end));
      const chunks = (async function* () {
        yield* cutInto(text, cuts);
      })();
      check(
        isDeepStrictEqual(await collect(tokenizeStream(chunks, options)), whole),
        'a stream gives other sentences',
      );
    }),
};

function checkGap(gap: string): void {
  check(/^[\p{White_Space}\ufeff\u200b]*$/u.test(gap), `${JSON.stringify(gap)} is in no token`);
}
