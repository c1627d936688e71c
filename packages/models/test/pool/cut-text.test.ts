import { tokenize } from '@tagger/core/internal';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutParagraphs } from '../../src/pool/cut-text';

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
  'x'.repeat(4000),
];

it('cuts where sentences end whatever is around', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
      fc.integer({ min: 0, max: 40 }),
      (text, length) => {
        const parts = cutParagraphs(text, length);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        const found = parts.flatMap((part) =>
          [...tokenize(part.text)].map(({ words, source }) => [
            words,
            source?.format === 'text' && source.tokens.map(({ start }) => part.start + start),
          ]),
        );
        const expected = [...tokenize(text)].map(({ words, source }) => [
          words,
          source?.format === 'text' && source.tokens.map(({ start }) => start),
        ]);
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

it('cuts nothing that has no blank line, and a short text not at all', () => {
  expect(cutParagraphs('')).toEqual([{ text: '', start: 0 }]);
  expect(cutParagraphs('One.\n\nTwo.')).toHaveLength(1);
  expect(cutParagraphs('One. '.repeat(20_000))).toHaveLength(1);
  expect(cutParagraphs('One.\n\n'.repeat(20_000))).toHaveLength(4);
});
