import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random';
import { PackedStrings } from '../../src/vocabulary/packed-strings';
import { Vocabulary } from '../../src/vocabulary/vocabulary';

const random = createRandom(1, 'words');
const letters = ['a', 'b', '"', '\\', '/', 'é', '字', '😀', '\ud800', ',', '[', 'e\u0301'];
const strings = [
  ...new Set(
    Array.from({ length: 3000 }, () =>
      Array.from({ length: random.integer(6) }, () => letters[random.integer(letters.length)]!).join(''),
    ),
  ),
].sort();

describe('packed strings', () => {
  const packed = PackedStrings.parse(JSON.stringify(strings))!;

  it('are those of the list, at their places', () => {
    expect(packed.length).toBe(strings.length);
    expect(strings.map((_, place) => packed.at(place))).toEqual(strings);
    expect(packed.unpack()).toEqual(strings);
    expect(strings.map((string) => packed.get(string))).toEqual(strings.map((_, place) => place + 1));
    for (const string of ['', 'z', 'aaaaaaaa', '"', ']', '\\\\\\'])
      expect(packed.get(string) !== undefined, string).toBe(strings.includes(string));
  });

  it('are found in a vocabulary as those of an array', () => {
    const lookup = { caseFallback: true };
    const [own, plain] = [Vocabulary.packed(packed, lookup), Vocabulary.from(strings, lookup)];
    const asked = strings.flatMap((string) => [
      string,
      string.toUpperCase(),
      string.normalize('NFC'),
      `${string}x`,
    ]);
    expect(asked.map((word) => own.id(word))).toEqual(asked.map((word) => plain.id(word)));
    expect(own.words).toEqual(plain.words);
    expect(own.size).toBe(plain.size);
  });

  it.each([
    '',
    '[]',
    '["b","a"]',
    '["a","a"]',
    '["a", "b"]',
    '["a"',
    '["a"]]',
    '["a",]',
    '["a"b"]',
    '["a\\"]',
    '[1]',
    '["a","b\t"]',
    '["a",1]',
    '{"a":"b"}',
  ])('are not made of %s', (json) => {
    expect(PackedStrings.parse(json)).toBeUndefined();
  });

  it('are not made of what is no JSON', () => {
    expect(() => PackedStrings.parse('["a","b\\x"]')).toThrow(SyntaxError);
  });
});
