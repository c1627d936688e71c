import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random';
import { addressPatterns, DOMAIN_NAME, handlePatterns } from '../../src/tokenizer/address-patterns';
import { EMOTICON } from '../../src/tokenizer/emoticons';
import { markPatterns } from '../../src/tokenizer/mark-patterns';
import { codePattern, numberPatterns } from '../../src/tokenizer/number-patterns';
import { Pattern, scan } from '../../src/tokenizer/pattern';
import { shortFormPatterns } from '../../src/tokenizer/short-form-patterns';
import { unitPatterns } from '../../src/tokenizer/unit-patterns';

const simple = { text: '', isSimple: true };
const any = { text: '', isSimple: false };

const characters = Array.from({ length: 0x2070 }, (_, code) => String.fromCharCode(code)).filter(
  (character) => character < '\u0250' || character >= '\u2000',
);

describe('Pattern', () => {
  it.each([
    String.raw`\p{L}`,
    String.raw`[\p{M}\p{Nd}_-]`,
    String.raw`[^\p{White_Space}[\]]`,
    String.raw`\P{Lu}`,
    String.raw`(?![\p{Script=Han}ー])[\p{P}\p{S}]`,
  ])('finds the same characters of a simple text as of any other: %s', (source) => {
    const pattern = new Pattern(`^${source}$`);
    const found = (expression: RegExp) => characters.filter((character) => expression.test(character));
    expect(found(pattern.for(simple))).toEqual(found(pattern.for(any)));
    expect(found(pattern.for(any)).length).toBeGreaterThan(0);
  });

  it('matches in a simple text what it matches in any other', () => {
    const sources = [
      ...numberPatterns,
      ...addressPatterns,
      ...handlePatterns,
      ...shortFormPatterns,
      ...markPatterns,
      ...unitPatterns,
      codePattern,
      DOMAIN_NAME,
      EMOTICON,
    ];
    const patterns = sources.map((source) => new Pattern(source, 'iy'));
    const parts = [
      ...`abZÉßſ0193.,;:!?'"’(@#&*+-–_/\\~°µ²½$ \u00a0·`,
      'km/h',
      'www.',
      '.com',
      'e.g.',
      'C++',
      '::',
    ];
    const random = createRandom(1, 'patterns');
    const texts = Array.from({ length: 1000 }, () =>
      Array.from({ length: 1 + random.integer(12) }, () => parts[random.integer(parts.length)]).join(''),
    );
    const matchAll = (isSimple: boolean) =>
      patterns.map((pattern) => texts.map((text) => pattern.matchEnd({ text, isSimple }, 0)));
    const ends = matchAll(false);
    expect(matchAll(true)).toEqual(ends);
    expect(ends.flat().filter((end) => end > 0).length).toBeGreaterThan(200);
  });

  it('takes a text for simple only if all of it is', () => {
    for (const text of ['', 'Zürich, 10 – 12 °C', '“Şiş”\u200b…']) expect(scan(text).isSimple).toBe(true);
    for (const text of ['Москва', 'Tiếng', 'a\u0301', '東京', '😀', 'a→b'])
      expect(scan(text).isSimple).toBe(false);
  });
});
