import { describe, expect, it } from 'vitest';
import { collect } from './collect';
import { splitLines } from './split-lines';
import type { TextChunks } from './text-chunks';

async function lines(chunks: TextChunks): Promise<string[]> {
  return (await collect(splitLines(chunks))).flat();
}

describe('splitLines', () => {
  it('takes LF and CRLF, with and without a last line end', async () => {
    expect(await lines('a\r\nb\n\nc')).toEqual(['a', 'b', '', 'c']);
    expect(await lines('a\r\nb\n\nc\r\n')).toEqual(['a', 'b', '', 'c']);
    expect(await lines('')).toEqual([]);
  });

  it('gives the same lines wherever the pieces end', async () => {
    const text = '\uFEFFone\r\n\r\ntwo\nthree\r\n';
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(await lines([text.slice(0, cut), text.slice(cut)])).toEqual(['one', '', 'two', 'three']);
    }
    expect(await lines([...text])).toEqual(['one', '', 'two', 'three']);
  });

  it('removes a byte order mark at the start alone', async () => {
    expect(await lines(['', '\uFEFFa\n', '\uFEFFb'])).toEqual(['a', '\uFEFFb']);
  });

  it('does not search a long line again with each piece', async () => {
    const pieces = Array.from({ length: 20_000 }, () => 'x'.repeat(1000));
    const [line] = await lines([...pieces, '\n']);
    expect(line).toHaveLength(20_000_000);
  });
});
