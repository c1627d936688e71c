import { CharacterKeys } from '@tagger/core/internal';
import { expect, it } from 'vitest';
import { WindowCutter, windowSizes } from '../../src/tokenizer/text-windows';

const { core, context } = windowSizes;

function cut(pieces: readonly string[]): (readonly string[])[] {
  const cutter = new WindowCutter(new CharacterKeys(['syllable']));
  return pieces.flatMap((piece, index) => {
    const characters = [...piece].map((text) => ({ text, rule: 'inside' as const, start: 0, end: 1 }));
    return [...cutter.add({ characters, endsParagraph: index === pieces.length - 1 })].map(
      ({ keys }) => keys,
    );
  });
}

it('reads the same of a paragraph in pieces of any size', () => {
  // The last character of the first window stands before a blank.
  const text = `${'a'.repeat(core + context)} ${'b'.repeat(2 * core)}`;
  const whole = cut([text]);
  expect(whole).toHaveLength(4);
  // One character behind its context comes with the first piece.
  const place = core + context + 1;
  expect(cut([text.slice(0, place), text.slice(place)])).toEqual(whole);
});
