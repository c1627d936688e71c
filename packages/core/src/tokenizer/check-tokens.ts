import { expect } from 'vitest';
import { tokenize } from './tokenize';

/** The tokens of a text with bars between them. */
export const cut = (text: string, locale = 'en') =>
  tokenize(text, { locale })
    .flatMap((sentence) => sentence.words)
    .join('|');

/** Expects the tokens of a text. Blanks in `expected` are blanks of the text; bars are not. */
export function check(expected: string, locale?: string): void {
  expect(cut(expected.replaceAll('|', ''), locale)).toBe(expected.replaceAll(' ', '|'));
}
