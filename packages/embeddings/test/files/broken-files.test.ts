import { describe, expect, it } from 'vitest';
import { formatVectors } from '../../src/files/format-vectors';
import type { ParseVectorsOptions } from '../../src/files/vectors-format';
import { encode, fail, vectors } from './sample-vectors';

describe('a broken text file', () => {
  it.each<[string, string, ParseVectorsOptions?]>([
    ['', 'v.vec: the file is empty'],
    [
      '3 2\na 1 2\nb 1 2\n',
      'v.vec: the file ends after 2 of the 3 words of its header (it is truncated: download it again)',
    ],
    ['1 2\na 1 2\nb 1 2\n', 'v.vec: the file continues after the 1 words of its header'],
    ['0 2\n', 'v.vec:1: the header says 0 words of dimension 2'],
    ['2 3\na 1 2 3\nb 1 2\n', 'v.vec:3: the vector has 2 values, not 3'],
    ['a 1 2\nb 1 2 3\n', 'v.vec:2: the vector has 3 values, not 2'],
    ['a 1 2\nb 1 nan\n', 'v.vec:2: number 2 (at byte 5 of the line) is "nan", which is no finite number'],
    ['a 1 2\nb 1 1e39\n', 'v.vec:2: number 2 (at byte 5 of the line) is "1e39", which is no finite number'],
    ['a 1 2\nb 1 2-\n', 'v.vec:2: number 2 (at byte 5 of the line) is "2-", which is no finite number'],
    ['a 1 2\nb 0.5 1e4x\n', 'v.vec:2: number 2 (at byte 7 of the line) is "1e4x", which is no finite number'],
    [
      `a 1 2\nb 1 0.${'3'.repeat(99)}\n`,
      `v.vec:2: number 2 (at byte 5 of the line) begins "0.${'3'.repeat(38)}" and is longer than 100 bytes`,
    ],
    ['x 1 2\nroute 66 1 2\n', 'v.vec:2: the vector has 3 values, not 2'],
    [
      '2 65537\na 1\n',
      'v.vec:1: vectors of 65537 dimensions; the limit is 65536 (is it a file of word vectors?)',
    ],
    [
      `a${' 1'.repeat(65537)}\n`,
      'v.vec:1: vectors of 65537 dimensions; the limit is 65536 (is it a file of word vectors?)',
    ],
    [`a 1\n${'b'.repeat(65537)} 1\n`, 'v.vec:2: a word of more than 65536 bytes'],
    [
      `1099511627776 300\na${' 1'.repeat(300)}\n`,
      'v.vec: the file ends after 1 of the 1099511627776 words of its header (it is truncated: download it again)',
    ],
    ['a\nb\n', 'v.vec:1: there is no vector'],
    [
      'a 1 2\n',
      'v.vec:1: the line with the number of words and the dimension is missing (a file without it has the format glove)',
      { format: 'word2vec' },
    ],
  ])('%j', async (content, message, options) => {
    expect(await fail(content, options)).toBe(message);
  });

  it('that is not UTF-8', async () => {
    const bytes = Buffer.from('a 1 2\nb\xff 1 2\n', 'latin1');
    expect(await fail(bytes)).toBe('v.vec:2: the word is not UTF-8 (convert the file with iconv)');
  });
});

describe('a broken binary file', () => {
  const whole = Buffer.concat([...formatVectors(vectors, 'word2vec-binary')]);
  const format = 'word2vec-binary';

  it('that is cut off anywhere', async () => {
    const start = whole.indexOf('\n') + 1;
    for (let length = start; length < whole.length - 1; length += 1) {
      expect(await fail(whole.subarray(0, length), { format })).toMatch(/ends after [0-4] of the 5 words/);
    }
  });

  it('whose header lies', async () => {
    const change = (header: string) => Buffer.concat([encode(header), whole.subarray(whole.indexOf('\n'))]);
    expect(await fail(change('6 7'), { format })).toContain('ends after 5 of the 6 words');
    expect(await fail(change('4 7'), { format })).toContain('continues after the 4 words');
    expect(await fail(change('5 8'), { format })).toMatch(/^v\.vec/);
    expect(await fail(change('999999999999 7'), { format })).toContain(
      'ends after 5 of the 999999999999 words',
    );
    expect(await fail(change('5 9999999'), { format })).toBe(
      'v.vec:1: vectors of 9999999 dimensions; the limit is 65536 (is it a file of word vectors?)',
    );
    expect(await fail(change('1099511627776 65536'), { format })).toMatch(/^v\.vec: the file ends after 0/);
    expect(await fail(change('five'), { format })).toContain('is missing');
  });

  const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
  const record = (word: string, values: readonly number[], end = '\n') =>
    Buffer.concat([Buffer.from(`${word} `, 'latin1'), floats(...values), encode(end)]);
  const file = (...records: Buffer[]) => Buffer.concat([encode(`${records.length} ${2}\n`), ...records]);

  it('with a vector that is not finite, or a word that is not UTF-8', async () => {
    const make = (word: string, value: number) => file(record('a', [1, 2]), record(word, [value, 1]));
    const hint =
      '(has word 1, "a", or one before it, a blank in it? is the dimension the one in the header?)';
    expect(await fail(make('b', Number.NaN), { format })).toBe(
      `v.vec: number 1 of word 2, "b", is NaN ${hint}`,
    );
    expect(await fail(make('b', Number.NEGATIVE_INFINITY), { format })).toBe(
      `v.vec: number 1 of word 2, "b", is -Infinity ${hint}`,
    );
    expect(await fail(make('\xff', 2), { format })).toBe(`v.vec: word 2 is not UTF-8 ${hint}`);
  });

  it('with a blank in a word says so', async () => {
    const [one, two, three] = [record('one', [1, 2]), record('Two Three', [3, 4]), record('four', [5, 6])];
    const hint = '(this format cannot hold words with blanks: replace them, or save it as text)';
    expect(await fail(file(one, two, three), { format })).toBe(
      `v.vec: word 2, "Two", has a blank in it, or a vector of another length ${hint}`,
    );
    expect(await fail(file(one, three, two), { format })).toMatch(/continues after|"Two"/);
    // Without line breaks, or in the first word, it shows a little later.
    expect(await fail(file(two, one, three), { format })).toContain('a blank in it?');
    const joined = ['one', 'Two Three', 'four'].map((word, index) => record(word, [index, 2], ''));
    expect(await fail(file(...joined), { format })).toContain('a blank in it?');
  });

  it('with a word without end', async () => {
    const endless = Buffer.concat([encode('2 2\n'), Buffer.alloc(1 << 20, 'x')]);
    expect(await fail(endless, { format })).toMatch(/^v\.vec: word 1 has more than 65536 bytes/);
    const noHeader = Buffer.alloc(1 << 20, '1');
    expect(await fail(noHeader, { format })).toContain('is missing');
  });

  it('that is a model of fastText', async () => {
    expect(await fail(Uint8Array.of(0xba, 0x16, 0x4f, 0x2f, 12))).toBe(
      'v.vec: this is a fastText model (use its .vec file)',
    );
  });
});
