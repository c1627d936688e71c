import { describe, expect, it } from 'vitest';
import { collect } from './collect';
import { formatColumns, parseColumns } from './columns';

describe('parseColumns', () => {
  it('reads blank-separated columns, tag last, without the marks of documents', async () => {
    const text = '-DOCSTART- -X- O\n\nKim  NNP B-PER \nwon VBD O\n \t\n\n-DOCSTART- -X- O\nHi UH O';
    expect(await collect(parseColumns(text))).toMatchObject([
      { words: ['Kim', 'won'], tags: ['B-PER', 'O'], line: 3 },
      { words: ['Hi'], tags: ['O'], line: 8 },
    ]);
  });

  it('takes the tags from column N', async () => {
    expect(await collect(parseColumns('Kim NNP B-PER', { column: '2' }))).toMatchObject([{ tags: ['NNP'] }]);
  });

  it('leaves blanks to the words where there are tabs', async () => {
    expect(await collect(parseColumns('New York\tB-LOC\n'))).toMatchObject([
      { words: ['New York'], tags: ['B-LOC'] },
    ]);
  });

  it('gives no tags to a single column', async () => {
    const [sentence] = await collect(parseColumns('a\nb\n'));
    expect(sentence.words).toEqual(['a', 'b']);
    expect(sentence.tags).toBeUndefined();
  });

  it.each([
    ['a O\n\nb\n', 'f:3: expected 2 columns as in line 1, found 1'],
    ['a O\nb X O\n', 'f:2: expected 2 columns as in line 1, found 3'],
    ['a\tO\n\tO\n', 'f:2: column 1 is empty'],
    ['a\tX\t\n', 'f:1: column 3 is empty'],
  ])('refuses %j', async (text, message) => {
    await expect(collect(parseColumns(text, { file: 'f' }))).rejects.toThrow(message);
  });

  it('refuses a column that is not there, or that holds the words', async () => {
    await expect(collect(parseColumns('a O', { file: 'f', column: 4 }))).rejects.toThrow(
      'f:1: there is no column 4, only 2',
    );
    for (const column of [1, 0, 2.5, 'upos']) {
      expect(() => parseColumns('', { column })).toThrow(`column "${column}" cannot hold tags (`);
    }
  });
});

describe('formatColumns', () => {
  it('keeps the other columns, and replaces or adds the tag', async () => {
    const [sentence] = await collect(parseColumns('Kim NNP B-PER\nwon VBD O'));
    expect(formatColumns(sentence)).toBe('Kim\tNNP\tB-PER\nwon\tVBD\tO\n\n');
    const tagged = { ...sentence, tags: ['X', 'Y'] };
    expect(formatColumns(tagged)).toBe('Kim\tNNP\tX\nwon\tVBD\tY\n\n');
    expect(formatColumns(tagged, { column: 2 })).toBe('Kim\tX\tB-PER\nwon\tY\tO\n\n');
    expect(formatColumns(tagged, { column: 4 })).toBe('Kim\tNNP\tB-PER\tX\nwon\tVBD\tO\tY\n\n');
    expect(() => formatColumns(tagged, { column: 5 })).toThrow('a tag cannot go into column 5 of 3');
    const [untagged] = await collect(parseColumns('Kim'));
    expect(formatColumns({ ...untagged, tags: ['X'] })).toBe('Kim\tX\n\n');
  });

  it('writes word and tag of any other sentence', () => {
    expect(formatColumns({ words: ['New York'], tags: ['LOC'] }, { column: 'upos' })).toBe(
      'New York\tLOC\n\n',
    );
    expect(formatColumns({ words: ['a', 'b'] })).toBe('a\nb\n\n');
  });

  it.each([
    { words: ['a\tb'], tags: ['X'] },
    { words: ['a b'] },
    { words: [' '], tags: ['X'] },
    { words: ['-DOCSTART-'], tags: ['X'] },
  ])('refuses what it could not read back: %j', (sentence) => {
    expect(() => formatColumns(sentence)).toThrow('columns cannot hold');
  });
});
