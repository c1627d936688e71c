import type { Sentence } from '@tagger/core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { TokenizerModel } from '../../src/tokenizer/learnt-tokenizer';
import { loadRandomTokenizer } from './random-tokenizer';

const models: TokenizerModel[] = [];
beforeAll(async () => {
  const context = ['syllable', 'nextSyllable', 'syllablePair'] as const;
  models.push(
    await loadRandomTokenizer(),
    await loadRandomTokenizer({ spacesInTokens: true }),
    await loadRandomTokenizer({ spacesInTokens: true, context }),
  );
});

async function cut(model: TokenizerModel, pieces: readonly string[], lines = false): Promise<Sentence[]> {
  const cutter = model.open(lines);
  const sentences: Sentence[] = [];
  for (const piece of pieces) for await (const sentence of cutter.push(piece)) sentences.push(sentence);
  for await (const sentence of cutter.end()) sentences.push(sentence);
  return sentences;
}

const blanks = /^[\p{White_Space}\ufeff\u200b]*$/u;

/** Expects that tokens and the white space between them are the text, and words those of the tokens. */
function checkCover(text: string, sentences: readonly Sentence[], spacesInTokens: boolean): void {
  let end = 0;
  // Not an expectation for each of a million tokens.
  const problems: unknown[] = [];
  for (const { words, source } of sentences) {
    if (source?.format !== 'text') throw new Error('not raw text');
    const { tokens } = source;
    const ownWords = tokens.flatMap((token) => token.words ?? [token.text]);
    if (words.join('\n') !== ownWords.join('\n')) problems.push(words);
    if (source.text !== text.slice(tokens[0]!.start, tokens.at(-1)!.end)) problems.push(source.text);
    for (const token of tokens) {
      const isRight =
        blanks.test(text.slice(end, token.start)) &&
        token.text === text.slice(token.start, token.end) &&
        token.text !== '' &&
        (spacesInTokens || !/\p{White_Space}/u.test(token.text));
      if (!isRight) problems.push(token);
      end = token.end;
    }
  }
  expect(problems).toEqual([]);
  expect(text.slice(end)).toMatch(blanks);
}

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom(
      ...'abcdabcdefgh. .\n\r\t\0',
      '\r\n',
      '\n\n',
      '\u0301',
      '한',
      'ไ',
      '😀',
      '\ud83d',
      'http://a.b/c',
    ),
    maxLength: 200,
  }),
);

it('gives tokens that are, with the white space between them, the text, in any pieces', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), fc.boolean(), fc.nat(2), async (text, at, lines, index) => {
      const model = models[index]!;
      const spacesInTokens = index > 0;
      const sentences = await cut(model, [text], lines);
      checkCover(text, sentences, spacesInTokens);
      const place = at % (text.length + 1);
      expect(await cut(model, [text.slice(0, place), text.slice(place)], lines)).toEqual(sentences);
    }),
    { seed: 1, numRuns: 500 },
  );
});

it.each([0, 2])('cuts a long paragraph the same in pieces of any size: model %i', async (index) => {
  const model = models[index]!;
  const text = 'abc de. fgh, '.repeat(400);
  const whole = await cut(model, [text]);
  checkCover(text, whole, index > 0);
  for (const size of [7, 449, 1000]) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
      text.slice(index * size, (index + 1) * size),
    );
    expect(await cut(model, pieces)).toEqual(whole);
  }
});

it('cuts 300,000 characters without white space into sentences of a bounded length', async () => {
  const text = 'abcdefgh한'.repeat(2 ** 15);
  const sentences = await cut(models[1]!, [text]);
  checkCover(text, sentences, true);
  const longest = sentences.reduce(
    (most, { source }) => Math.max(most, source?.format === 'text' ? source.text.length : 0),
    0,
  );
  expect(longest).toBeLessThan(10_100);
});

it('gives a sentence before the text has ended', async () => {
  const cutter = models[0]!.open();
  const found: Sentence[] = [];
  for await (const sentence of cutter.push('abc de. fgh.\n\nabc')) found.push(sentence);
  expect(found.at(-1)?.source).toMatchObject({
    tokens: expect.arrayContaining([expect.objectContaining({ end: 12 })]),
  });
});
