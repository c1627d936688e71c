import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { createRandom } from '../../src/random';
import type { Sentence, TextToken } from '../../src/sentence';
import { type TokenizerOptions, tokenize, tokenizeStream } from '../../src/tokenizer/tokenize';

const tokensOf = (sentences: readonly Sentence[]): TextToken[] =>
  sentences.flatMap(({ source }) => (source?.format === 'text' ? source.tokens : []));

async function* stream(...chunks: string[]): AsyncGenerator<string> {
  yield* chunks;
}

/** What is hard about Unicode, and what the rules look for. */
const PIECES = [
  ...[
    'a',
    'É',
    'e\u0301',
    'ß',
    'I',
    'n',
    't',
    '7',
    '٣',
    'я',
    'ש',
    'م',
    '京',
    'の',
    'ไ',
    '한',
    '\u0301',
    '\u0903',
  ],
  ...[
    '😀',
    '👩‍👧',
    '👍🏽',
    '🇩🇪',
    '1️⃣',
    '𝒳',
    '\u{11047}',
    '\ud83d',
    '\ude00',
    '\u200d',
    '\u200c',
    '\u2060',
    '\u200f',
    '\u00ad',
  ],
  ...[
    ' ',
    ' ',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\t',
    '\u00a0',
    '\u2009',
    '\u3000',
    '\u2028',
    '\u2029',
    '\u0085',
    '\ufeff',
    '\u200b',
  ],
  ...[
    '.',
    '. ',
    '..',
    '…',
    '!',
    '?',
    '。',
    '।',
    '؟',
    ',',
    ':',
    ';',
    '-',
    '--',
    '/',
    '&',
    '@',
    '#',
    '$',
    '%',
    '*',
    '_',
    '+',
    '=',
  ],
  ...["'", '’', '"', '“', '”', '(', ')', '[', '」', '<', '>', '\\', '`', '\0', '\u001c', '\ufffe'],
  ...[
    "n't",
    "'s",
    'etc.',
    'Mr.',
    'U.S.',
    'e.g.',
    'no.',
    ':)',
    '<3',
    '3.5',
    '5km',
    '10:30',
    'http://a.b/c',
    'a@b.com',
    'x.txt',
    'non-',
  ],
];
const BLANK = /^[\p{White_Space}\ufeff\u200b]*$/u;

function createText(seed: number, length: number): string {
  const random = createRandom(seed, 'text');
  return Array.from({ length }, () => PIECES[random.integer(PIECES.length)]).join('');
}

describe('tokens', () => {
  it.each(['en', 'fr', 'it', 'ja', 'ar'])(
    'cover every character but blanks exactly once, in order (%s)',
    (locale) => {
      for (let seed = 0; seed < 200; seed += 1) {
        const text = createText(seed, 1 + (seed % 60));
        let end = 0;
        for (const token of tokensOf(tokenize(text, { locale, lines: seed % 2 === 0 }))) {
          expect(text.slice(token.start, token.end)).toBe(token.text);
          expect(token.text).toMatch(/^(?![\ufeff\u200b])[^\p{White_Space}]+(?<![\ufeff\u200b])$/u);
          expect(text.slice(end, token.start)).toMatch(BLANK);
          end = token.end;
        }
        expect(text.slice(end)).toMatch(BLANK);
      }
    },
  );

  it('are the words of their sentences, whose text starts and ends with them', () => {
    const text = '  Hi there,\n you.  \n\n Bye!\n';
    const [hi, bye] = tokenize(text);
    expect(hi).toEqual({
      words: ['Hi', 'there', ',', 'you', '.'],
      source: {
        format: 'text',
        text: 'Hi there,\n you.',
        tokens: [
          { text: 'Hi', start: 2, end: 4 },
          { text: 'there', start: 5, end: 10 },
          { text: ',', start: 10, end: 11 },
          { text: 'you', start: 13, end: 16 },
          { text: '.', start: 16, end: 17 },
        ],
      },
    });
    expect(bye!.source).toMatchObject({ text: 'Bye!', tokens: [{ start: 22 }, { start: 25, end: 26 }] });
  });

  it.each(['', ' \n\r\n\t\u00a0\ufeff\u200b'])('are not in %j', (text) => {
    expect(tokenize(text)).toEqual([]);
  });

  it('need a language tag that is one', () => {
    expect(() => tokenize('hi', { locale: 'not a tag' })).toThrow(
      "'not a tag' is not a language tag (such as en",
    );
  });
});

describe('a stream', () => {
  const texts: [string, TokenizerOptions][] = [
    [
      'It\'s 5 p.m. at Hill Inc. We don\'t go. 😀 Why? :) \u{11047} "No." he said...\r\n\r\nNext\rline (yes!) etc. a',
      {},
    ],
    ['one.\r\ntwo\r\rthree 😀\r\n\r\nfour', { lines: true }],
    ['雨。\u{11047}「はい。」？！そう\u3000雪。\u{11047}', { locale: 'ja' }],
  ];

  it.each(texts)('is the text, wherever it is cut in two: %j', async (text, options) => {
    const whole = tokenize(text, options);
    for (let i = 0; i <= text.length; i += 1) {
      expect(await collect(tokenizeStream(stream(text.slice(0, i), text.slice(i)), options))).toEqual(whole);
    }
  });

  it('is the text, cut into single units', async () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const text = createText(seed, 80);
      const options = { lines: seed % 2 === 0 };
      expect(await collect(tokenizeStream(stream(...text.split('')), options))).toEqual(
        tokenize(text, options),
      );
    }
  });

  it('is the text, cut where sentences are too long', async () => {
    const text = `${'a '.repeat(4998)}end. ${'b'.repeat(10_003)}😀. ${'c '.repeat(5000)}`;
    const whole = tokenize(text);
    expect(whole.length).toBeGreaterThan(4);
    for (const size of [1, 7, 4999, 10_000, 10_001]) {
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(await collect(tokenizeStream(stream(...chunks)))).toEqual(whole);
    }
  });

  it.each([
    ['the next word', ['Hi there. ', 'You ', 'go.'], {}],
    ['a blank line', ['Hi there\n', '\n', 'You go'], {}],
    ['a line break, with `lines`', ['Hi there', '\n', 'You go'], { lines: true }],
  ])('gives a sentence when it has seen %s', async (_, chunks, options) => {
    let read = 0;
    async function* readChunks() {
      for (const chunk of chunks) {
        read += 1;
        yield chunk;
      }
    }
    const { value } = await tokenizeStream(readChunks(), options).next();
    expect(value.words.slice(0, 2)).toEqual(['Hi', 'there']);
    expect(read).toBe(2);
  });

  it('counts offsets from its start, and goes on without an end', async () => {
    async function* repeat() {
      for (;;) yield 'We go on. ';
    }
    let count = 0;
    for await (const sentence of tokenizeStream(repeat())) {
      expect(tokensOf([sentence])[0]!.start).toBe(10 * count);
      count += 1;
      if (count === 10_000) break;
    }
  });
});

describe('long text', () => {
  // Where time grows with the square of the length, these end by the limit of time.
  it.each([
    ['one line', "The quick fox doesn't stop, does it? "],
    ['no final marks', 'word '],
    ['no blanks', 'x'],
    ['brackets', '('],
    ['stops', 'a.'],
    ['apostrophes', "s'"],
    ['hyphens', 'non-'],
    ['addresses', 'a@a.a'],
    ['Japanese', '東京に住む。'],
    ['combining marks', '\u0301'],
    ['lone surrogates', '\ud800'],
  ])('takes time in proportion to its length: %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(tokenize(text).length).toBeGreaterThan(0);
  });
});
