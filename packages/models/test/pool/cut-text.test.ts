import { type TextCutter, Tokenizer } from '@tagger/core/internal';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutParagraphs, type TextPart } from '../../src/pool/cut-text';
import { loadRandomTokenizer } from '../tokenizer/random-tokenizer';

const pieces = [
  '\n',
  '\n\n',
  '\r\n',
  ' ',
  '\t',
  '.',
  '!"',
  'Dr',
  'word',
  '1.5',
  '。',
  '\u2029',
  '\u00a0',
  'x'.repeat(3000),
];

/** The tokens of each sentence as [start, text]. */
async function tokenizeParts(parts: readonly TextPart[], open: () => TextCutter) {
  const found: [number, string][][] = [];
  for (const { text, start } of parts) {
    const cutter = open();
    for (const sentences of [cutter.push(text), cutter.end()])
      for await (const { source } of sentences)
        if (source?.format === 'text')
          found.push(source.tokens.map((token) => [start + token.start, token.text]));
  }
  return found;
}

const learnt = await loadRandomTokenizer();

it.each<[string, () => TextCutter]>([
  ['rules', () => new Tokenizer()],
  ['a tokenizer that was learnt', () => learnt.open()],
])('cuts where sentences end whatever is around, by %s', async (_, open) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
      fc.integer({ min: 0, max: 40 }),
      async (text, length) => {
        const parts = cutParagraphs(text, length);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        const whole = await tokenizeParts([{ text, start: 0 }], open);
        expect(await tokenizeParts(parts, open)).toEqual(whole);
      },
    ),
    { numRuns: 60 },
  );
});

it('cuts nothing that has no blank line, and a short text not at all', () => {
  expect(cutParagraphs('')).toEqual([{ text: '', start: 0 }]);
  expect(cutParagraphs('One.\n\nTwo.')).toHaveLength(1);
  expect(cutParagraphs('One. '.repeat(20_000))).toHaveLength(1);
  expect(cutParagraphs('One.\n\n'.repeat(20_000))).toHaveLength(4);
});
