import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ParagraphPiece, ParagraphReader } from '../../src/characters/paragraph-reader';

const read = (pieces: readonly string[], lines = false): ParagraphPiece[] => {
  const reader = new ParagraphReader({ lines });
  return [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
};
/** The characters of each paragraph, joined. */
const paragraphs = (pieces: readonly string[], lines?: boolean): string[] => {
  let text = '';
  return read(pieces, lines).flatMap(({ characters, endsParagraph }) => {
    text += characters.map((character) => character.text).join('');
    if (!endsParagraph) return [];
    const whole = text;
    text = '';
    return [whole];
  });
};

it('gives paragraphs, with one blank for any white space', () => {
  expect(paragraphs([' I  saw\nher. She\tran.\n\nHe did not.\n'])).toEqual([
    'I saw her. She ran.',
    'He did not.',
  ]);
  expect(paragraphs(['I saw\nher.'], true)).toEqual(['I saw', 'her.']);
});

it('tells of the end of a paragraph when its line break has come', () => {
  const reader = new ParagraphReader({ lines: true });
  expect([...reader.push('I saw her.\n')].at(-1)).toEqual({ characters: [], endsParagraph: true });
});

it('keeps marks, joined emoji and flags with what they change', () => {
  const [piece] = read(['e\u0301a\u200bb 👨‍👩‍👧 👍🏽 🇫🇷']);
  expect(piece!.characters.map(({ text }) => text)).toEqual([
    'e\u0301',
    'a\u200b',
    'b',
    ' ',
    '👨‍👩‍👧',
    ' ',
    '👍🏽',
    ' ',
    '🇫🇷',
  ]);
});

it('says what the rules say of each character', () => {
  const [piece] = read(["I don't."]);
  expect(piece!.characters.map(({ text, rule }) => text + rule[0])).toEqual([
    'It',
    ' i',
    'di',
    'op',
    'ni',
    "'i",
    'tt',
    '.s',
  ]);
});

it('covers the text, in any pieces', () => {
  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom(' ', '\n', '\r', 'a', '.', '\u0301', '\u200d', '한'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 60,
  });
  fc.assert(
    fc.property(texts, fc.nat(), fc.boolean(), (text, at, lines) => {
      const whole = read([text], lines);
      const cut = at % (text.length + 1);
      const characters = (pieces: readonly ParagraphPiece[]) => pieces.flatMap((piece) => piece.characters);
      expect(paragraphs([text.slice(0, cut), text.slice(cut)], lines)).toEqual(paragraphs([text], lines));
      expect(characters(read([text.slice(0, cut), text.slice(cut)], lines))).toEqual(characters(whole));
      let end = 0;
      for (const character of characters(whole)) {
        expect(text.slice(end, character.start)).toMatch(/^[\p{White_Space}\ufeff\u200b]*$/u);
        end = character.end;
      }
      expect(text.slice(end)).toMatch(/^[\p{White_Space}\ufeff\u200b]*$/u);
    }),
    { seed: 1, numRuns: 1000 },
  );
});
