import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { removeLineEnd, splitLines } from '../../src/formats/split-lines';
import type { TextChunks } from '../../src/formats/text-chunks';
import { limits } from '../../src/limits';

async function lines(chunks: TextChunks): Promise<string[]> {
  return (await collect(splitLines(chunks, { file: 'f' }))).flat();
}

describe('splitLines', () => {
  it.each([
    ['a\r\nb\n\nc', ['a\r\n', 'b\n', '\n', 'c']],
    ['a\r\nb\n\nc\r\n', ['a\r\n', 'b\n', '\n', 'c\r\n']],
    ['', []],
    ['\n', ['\n']],
    ['a', ['a']],
    ['a\rb\nc', ['a\rb\n', 'c']],
    ['a\r\r\nb\r\r\r\n', ['a\r\r\n', 'b\r\r\r\n']],
    ['a\u2028b\u0085c\vd\n', ['a\u2028b\u0085c\vd\n']],
  ])('keeps the ends of the lines of %j', async (text, expected) => {
    expect(await lines(text)).toEqual(expected);
    expect((await lines(text)).map(removeLineEnd).some((line) => /\n|\r$/.test(line))).toBe(false);
  });

  it.each([
    ['a\rb\r\rc', ['a\r', 'b\r', '\r', 'c']],
    ['a\r', ['a\r']],
    ['a\r\r', ['a\r', '\r']],
    [`${'a\r'.repeat(40_000)}b\r\nc\n\r`, [...Array(40_000).fill('a\r'), 'b\r\n', 'c\n', '\r']],
  ])('takes the line ends of old Macs where there are no others', async (text, expected) => {
    expect(await lines(text)).toEqual(expected);
    const pieces = text.match(/[\s\S]{1,1001}/g)!;
    expect(await lines(pieces)).toEqual(expected);
  });

  it('gives the same lines wherever the pieces end', async () => {
    const text = '\uFEFFone\r\n\r\ntwo\nthree\r\n';
    const expected = ['\uFEFFone\r\n', '\r\n', 'two\n', 'three\r\n'];
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(await lines([text.slice(0, cut), text.slice(cut)])).toEqual(expected);
    }
    expect(await lines([...text])).toEqual(expected);
  });

  it.each([
    ['that ends', ['a\n', 'x'.repeat(limits.recordCharacters), '\nb\n']],
    ['in one piece', [`a\n${'x'.repeat(limits.recordCharacters)}\n`]],
    ['without an end', ['a\n', ...Array(17_000).fill('x'.repeat(1000))]],
  ])('refuses a line that is too long, %s', async (_, chunks) => {
    await expect(lines(chunks)).rejects.toThrow('f:2: a line of more than 16777216 characters (');
  });

  it('reads no further than the limit', async () => {
    let taken = 0;
    function* endless() {
      for (;;) {
        taken += 1;
        yield 'x'.repeat(65_536);
      }
    }
    await expect(lines(endless())).rejects.toThrow('f:1: a line of more than 16777216 characters (');
    expect(taken).toBe(257);
  });
});
