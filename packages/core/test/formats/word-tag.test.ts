import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { formatWordTag, parseWordTag } from '../../src/formats/word-tag';

function parse(text: string) {
  return collect(parseWordTag(text, { file: 'f' }));
}

describe('parseWordTag', () => {
  it('separates at the last slash', async () => {
    expect(await parse('I/PRON ate/VERB  1/2/NUM\t//PUNCT\n\nOK/INTJ')).toMatchObject([
      { words: ['I', 'ate', '1/2', '/'], tags: ['PRON', 'VERB', 'NUM', 'PUNCT'], line: 1 },
      { words: ['OK'], tags: ['INTJ'], line: 3 },
    ]);
  });

  it('reads escaped slashes, blanks and backslashes, and leaves other backslashes alone', async () => {
    expect(await parse(String.raw`1\/2/CD New\ York/A\/B C:\dir\\s/X`)).toMatchObject([
      { words: ['1/2', 'New York', String.raw`C:\dir\s`], tags: ['CD', 'A/B', 'X'], line: 1 },
    ]);
  });

  it('takes a file whose first line is not all tagged as words alone', async () => {
    expect(await parse('to and/or from\nhttp://a.b\n')).toMatchObject([
      { words: ['to', 'and/or', 'from'], line: 1 },
      { words: ['http://a.b'], line: 2 },
    ]);
  });

  it.each(['cat', '/', 'cat/', '/NOUN', String.raw`and\/or`])(
    'refuses "%s" in a tagged file',
    async (token) => {
      await expect(parse(`the/DET dog/NOUN\na/DET ${token}`)).rejects.toThrow(
        `f:2: "${token}" is not word/TAG (`,
      );
    },
  );
});

describe('formatWordTag', () => {
  it('writes what is read back as it was, whatever is in words and tags', async () => {
    const odd = [
      'a',
      '/',
      '\\',
      'a/b',
      'a b',
      'a\\',
      '\\/',
      '//',
      ' ',
      '\\ \\',
      'a\tb',
      '\u00a0',
      'x\\\\/y ',
    ];
    const tagged = { words: odd, tags: odd.toReversed() };
    expect(await parse(formatWordTag(tagged))).toMatchObject([{ ...tagged, line: 1 }]);
    expect(await parse(formatWordTag({ words: odd }))).toMatchObject([{ words: odd, line: 1 }]);
  });

  it('leaves common tokens as they are', () => {
    expect(formatWordTag({ words: ['1/2', 'cup'], tags: ['NUM', 'NOUN'] })).toBe('1/2/NUM cup/NOUN\n');
  });

  it('refuses empty words and line ends', () => {
    for (const word of ['', 'a\nb']) {
      expect(() => formatWordTag({ words: [word], tags: ['X'] })).toThrow('word/TAG cannot hold');
    }
  });
});
