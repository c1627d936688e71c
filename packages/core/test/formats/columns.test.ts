import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { formatColumns, parseColumns } from '../../src/formats/columns';

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
    expect(sentence!.words).toEqual(['a', 'b']);
    expect(sentence!.tags).toBeUndefined();
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
    for (const column of [1, 0, 2.5])
      expect(() => parseColumns('', { column })).toThrow(`column "${column}" cannot hold tags (`);
    await expect(collect(parseColumns('a O', { column: 'upos' }))).rejects.toThrow(
      'column "upos" cannot hold tags (',
    );
  });
});

describe('blanks around a tag', () => {
  it.each([
    ['a blank', 'dog\tNOUN \n'],
    ['a no-break space', 'dog\tNOUN\u00a0\n'],
    ['full-width spaces', 'dog\t\u3000NOUN\u3000\n'],
    ['a no-break space between blanks', 'dog NOUN\u00a0 \n'],
  ])('are removed: %s', async (_, text) => {
    expect(await collect(parseColumns(text))).toMatchObject([{ words: ['dog'], tags: ['NOUN'] }]);
  });

  it('are no tag', async () => {
    await expect(collect(parseColumns('dog\t\u00a0\n', { file: 'f' }))).rejects.toThrow(
      'f:1: column 2 is empty',
    );
    expect(() => formatColumns({ words: ['a'], tags: ['X\u00a0'] })).toThrow('columns cannot hold');
  });
});

describe('comments', () => {
  it.each([
    ['as wide as the rows', '# id = 7\nMia X X B-PER\nsang X X O\n'],
    ['of MultiCoNER', '# id 5f-a\tdomain=wiki\nMia _ _ B-PER\nsang _ _ O\n'],
    ['wider than the rows', '# text = Mia sang a song\nMia\tB-PER\nsang\tO\n'],
    ['narrower than the rows', '# newdoc\nMia\tX\tB-PER\nsang\tX\tO\n'],
    ['without =, no tab where rows have some', '# a remark\nMia\tX\tB-PER\nsang\tX\tO\n'],
    ['without =, of another width', '# a remark on it\nMia X B-PER\nsang X O\n'],
    ['of OntoNotes', '#begin document (a/b); part 0\nMia B-PER\nsang O\n'],
    ['two of them', '# id = 7\n# text = x\nMia 3 4 B-PER\nsang 3 4 O\n'],
    ['a block of their own', '# newdoc\n\nMia\tB-PER\nsang\tO\n'],
  ])('are no words: %s', async (_, text) => {
    const sentences = await collect(parseColumns(text));
    expect(sentences).toMatchObject([{ words: ['Mia', 'sang'], tags: ['B-PER', 'O'] }]);
  });

  it('are written back', async () => {
    const text = '# id = 7\nMia\tB-PER\n\n';
    const [sentence] = await collect(parseColumns(text));
    expect(formatColumns({ ...sentence!, tags: ['O'] })).toBe('# id = 7\nMia\tO\n\n');
  });

  it.each([
    ['#\tSYM\n1\tNUM\n', ['#', '1'], ['SYM', 'NUM']],
    ['# O\n1 O\n', ['#', '1'], ['O', 'O']],
    ['#sunny O\n#sky= B-X\n', ['#sunny', '#sky='], ['O', 'B-X']],
    ['#\n#b\nc\n', ['#', '#b', 'c'], undefined],
    ['# NN = X\na NN a X\n', ['a'], ['X']],
  ])('are not taken from tokens: %j', async (text, words, tags) => {
    const [sentence] = await collect(parseColumns(text));
    expect(sentence!.words).toEqual(words);
    expect(sentence!.tags).toEqual(tags);
  });

  it.each([
    ['# O\n1 X O\n', 'f:1: expected 3 columns as in line 2, found 2 (a comment begins with'],
    ['#tag\na\tO\n', 'f:1: expected 2 columns as in line 2, found 1 (a comment begins with'],
    ['a X Y Z\n# id = 3\n', 'f:2: a comment between the words of a sentence (comments go'],
  ])('are not guessed: %j', async (text, message) => {
    await expect(collect(parseColumns(text, { file: 'f' }))).rejects.toThrow(message);
  });

  it('are not written as words', () => {
    expect(() => formatColumns({ words: ['# id = 1'], tags: ['X'] })).toThrow('would be read as a comment');
    expect(() => formatColumns({ words: ['-DOCSTART-'], tags: ['X'] })).toThrow('as the mark of a document');
  });

  it('are words where a tab follows them', async () => {
    const text = '# newpar\tX\n# a =\t-DOCSTART-\n\n';
    const [sentence] = await collect(parseColumns(text));
    expect(sentence!.words).toEqual(['# newpar', '# a =']);
    expect(formatColumns(sentence!)).toBe(text);
    expect(formatColumns({ words: sentence!.words, tags: sentence!.tags! })).toBe(text);
  });
});

describe('the column of the words', () => {
  const text = '1\tMia\tB-PER\n2\tsang\tO\n';

  it('is chosen by its number', async () => {
    const [sentence] = await collect(parseColumns(text, { wordColumn: 2 }));
    expect(sentence).toMatchObject({ words: ['Mia', 'sang'], tags: ['B-PER', 'O'] });
    expect(formatColumns({ ...sentence!, tags: ['A', 'B'] }, { wordColumn: 2 })).toBe(
      '1\tMia\tA\n2\tsang\tB\n\n',
    );
  });

  it('may stand behind the tags, or be the last', async () => {
    expect(await collect(parseColumns('O\tMia', { wordColumn: 2, column: 1 }))).toMatchObject([
      { words: ['Mia'], tags: ['O'] },
    ]);
    const [untagged] = await collect(parseColumns('1\tMia', { wordColumn: 2 }));
    expect(untagged).toMatchObject({ words: ['Mia'] });
    expect(untagged!.tags).toBeUndefined();
    expect(formatColumns({ ...untagged!, tags: ['O'] }, { wordColumn: 2 })).toBe('1\tMia\tO\n\n');
  });

  it('is not that of the tags, and must be there', async () => {
    expect(() => parseColumns(text, { wordColumn: 3, column: 3 })).toThrow('column "3" cannot hold tags');
    for (const wordColumn of [0, 1.5])
      expect(() => parseColumns(text, { wordColumn })).toThrow(
        `column "${wordColumn}" cannot hold the words`,
      );
    await expect(collect(parseColumns(text, { wordColumn: 'form' }))).rejects.toThrow(
      'column "form" cannot hold the words',
    );
    await expect(collect(parseColumns(text, { wordColumn: 4, file: 'f' }))).rejects.toThrow(
      'f:1: there is no column 4, only 3',
    );
  });
});

describe('formatColumns', () => {
  it('keeps the other columns, and replaces or adds the tag', async () => {
    const [sentence] = await collect(parseColumns('Kim NNP B-PER\nwon VBD O'));
    expect(formatColumns(sentence!)).toBe('Kim NNP B-PER\nwon VBD O\n\n');
    const tagged = { ...sentence!, tags: ['X', 'Y'] };
    expect(formatColumns(tagged)).toBe('Kim NNP X\nwon VBD Y\n\n');
    expect(formatColumns(tagged, { column: 2 })).toBe('Kim X B-PER\nwon Y O\n\n');
    expect(formatColumns(tagged, { column: 4 })).toBe('Kim NNP B-PER X\nwon VBD O Y\n\n');
    expect(() => formatColumns(tagged, { column: 5 })).toThrow('a tag cannot go into column 5 of 3');
    const [untagged] = await collect(parseColumns('Kim'));
    expect(formatColumns({ ...untagged!, tags: ['X'] })).toBe('Kim\tX\n\n');
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
