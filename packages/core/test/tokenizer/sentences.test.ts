import { describe, expect, it } from 'vitest';
import { type TokenizerOptions, tokenize } from '../../src/tokenizer/tokenize';

/** The sentences of a text with bars for the blanks between them. */
function split(text: string, options?: TokenizerOptions): string {
  return tokenize(text, options)
    .map(({ source }) => (source?.format === 'text' ? source.text : ''))
    .join('|');
}

describe('sentences', () => {
  it.each([
    'It rains.|We stay!|Do you?|yes, we do',
    'Mr. Smith met Dr. Grey of the U.S. Army, e.g. here.|He left.',
    'J. R. R. Moss wrote to A. Lee.|They met.',
    'See Fig. A.2 and Sec. B12.|It is there.',
    'It cost 3.5 pounds vs. 4 at No. 5 on Sat. 12 May.|No.|Then on Fri. Sept. 3 again.',
    'He works for Hill Inc. in the U.S.|We met at 5 p.m.|At 5 p.m. Friday he left.',
    'Bring tea, jam, etc.|The rest is here etc. and so on.',
    '"Really?" he said.|"Yes."|She left (at last!) for good.|(It rained.)|[So it was.]',
    'We waited ... and waited.|Then it stopped...|The end…|Not quite. . . yet.',
    'Fine. :)|We go :)|You stay :( or not.|What?!|Go!!!',
    '1. Open it.|2. Close it.|It was in 2002.|54 people came.',
    'a. First of all.|P.S. I was late.',
    'It broke.|the cat did it.|so what',
  ])('%s', (sentences) => {
    expect(split(sentences.replaceAll('|', ' '))).toBe(sentences);
  });

  it('needs no blank after the wide marks of Japanese', () => {
    const sentences =
      '雨です。|そう？！|「はい。」|１．５と２．|それと言った。|Ｎｏ．５とＡＢＣ．ｃｏｍとＵ．Ｓ．Ａ．、二十．五です．|次。';
    expect(split(sentences.replaceAll('|', ''), { locale: 'ja' })).toBe(sentences);
  });

  it('knows the marks of other scripts', () => {
    expect(split('मैं यहाँ हूँ। तुम कहाँ हो? أين أنت؟ هنا.')).toBe('मैं यहाँ हूँ।|तुम कहाँ हो?|أين أنت؟|هنا.');
  });

  it('takes a small letter for the start of a sentence only where abbreviations are known', () => {
    expect(split('ein Kap. von ihm. Er las.', { locale: 'de' })).toBe('ein Kap. von ihm.|Er las.');
    expect(split('a song. by him. He sang.')).toBe('a song.|by him.|He sang.');
  });
});

describe('lines', () => {
  it('are wrapped, and a blank line ends a sentence', () => {
    expect(split('A long\nsentence.\n Next\n\t\nA heading\r\n\r\nText\r\nhere')).toBe(
      'A long\nsentence.|Next|A heading|Text\r\nhere',
    );
  });

  it('are texts of their own with `lines`', () => {
    expect(split('one\ntwo. three\r\nfour\rfive\u2028six', { lines: true })).toBe(
      'one|two.|three|four|five|six',
    );
  });
});

describe('a text without an end of a sentence', () => {
  const lengths = (text: string) =>
    split(text)
      .split('|')
      .map((sentence) => sentence.length);

  it('is cut at a blank', () => {
    expect(lengths('four '.repeat(4000))).toEqual([9999, 9999]);
  });

  it('is cut anywhere if it has no blank, but not in a surrogate pair', () => {
    expect(lengths('x'.repeat(10_000))).toEqual([10_000]);
    expect(lengths('x'.repeat(10_001))).toEqual([10_000, 1]);
    expect(lengths(`x${'😀'.repeat(5000)}`)).toEqual([9999, 2]);
  });
});
