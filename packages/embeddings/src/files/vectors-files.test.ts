import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRandom } from '@tagger/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Vectors } from '../vectors/vectors';
import { formatVectors } from './format-vectors';
import { parseVectors } from './parse-vectors';
import { readVectors } from './read-vectors';
import type { ParseVectorsOptions, VectorsFormat } from './vectors-format';
import { writeVectors } from './write-vectors';

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (content: string | Uint8Array, options: ParseVectorsOptions = {}) =>
  parseVectors([typeof content === 'string' ? encode(content) : content], { name: 'v.vec', ...options });
const fail = (content: string | Uint8Array, options?: ParseVectorsOptions) =>
  parse(content, options).then(
    () => 'read',
    (error: Error) => error.message,
  );

const random = createRandom(3, 'files');
const vectors = new Vectors(
  ['the', 'Größe', '한국어', "n't", '<unk>'],
  Float32Array.from({ length: 5 * 7 }, (_, index) => random.normal() * 10 ** ((index % 17) - 9)),
);
vectors.matrix.set([0, -0.5, 1e-30, 123456, -3e38, 0.1, 100]);
const formats: VectorsFormat[] = ['word2vec', 'word2vec-binary', 'glove'];

describe('vectors files', () => {
  it.each(formats)('lose nothing: %s', async (format) => {
    const pieces = [...formatVectors(vectors, format)];
    for (const given of [undefined, format]) {
      const read = await parseVectors(pieces, { format: given });
      expect(read.words).toEqual(vectors.words);
      expect(read.matrix).toEqual(vectors.matrix);
    }
  });

  it.each(formats)('may be cut into pieces anywhere: %s', async (format) => {
    const bytes = Buffer.concat([...formatVectors(vectors, format)]);
    for (let size = 1; size < 40; size += 1) {
      const count = Math.ceil(bytes.length / size);
      const pieces = Array.from({ length: count }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect((await parseVectors(pieces)).matrix).toEqual(vectors.matrix);
    }
  });

  it('may have blanks at line ends, CRLF, exponents, and no last line break', async () => {
    const read = await parse('\uFEFF2 3 \r\na 1 -2.5 +3e-2 \r\nb .5 0.1234567890123456789 7.');
    expect([...read.matrix]).toEqual(Array.from(Float32Array.of(1, -2.5, 0.03, 0.5, 0.12345679, 7)));
  });

  it('may be binary without line breaks', async () => {
    const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
    const bytes = Buffer.concat([encode('2 2\na '), floats(1, 2), encode('b '), floats(3, 4)]);
    expect([...(await parse(bytes)).matrix]).toEqual([1, 2, 3, 4]);
  });

  it('may have words with blanks in them, as some of GloVe do', async () => {
    const read = await parse('at 1 2\nat name@domain.com 3 4\n. . . 5 6\n');
    expect(read.words).toEqual(['at', 'at name@domain.com', '. . .']);
  });

  it('give the words asked for', async () => {
    const keep = (word: string, rank: number) => rank < 1 || word === '<unk>';
    for (const format of formats) {
      const read = await parseVectors(formatVectors(vectors, format), { keep });
      expect(read.words).toEqual(['the', '<unk>']);
      expect([...read.row(1)]).toEqual([...vectors.row(4)]);
    }
    expect(await fail('a 1 2\n', { keep: () => false })).toBe(
      'v.vec: the file has none of the words asked for',
    );
  });
});

describe('a broken text file', () => {
  it.each<[string, string, ParseVectorsOptions?]>([
    ['', 'v.vec: the file is empty'],
    [
      '3 2\na 1 2\nb 1 2\n',
      'v.vec: the file ends after 2 of the 3 words that its header says (it is cut off: get it again)',
    ],
    ['1 2\na 1 2\nb 1 2\n', 'v.vec: the file goes on after the 1 words that its header says'],
    ['0 2\n', 'v.vec:1: the header says 0 words of dimension 2'],
    ['2 3\na 1 2 3\nb 1 2\n', 'v.vec:3: the vector has 2 numbers, not 3'],
    ['a 1 2\nb 1 2 3\n', 'v.vec:2: the vector has 3 numbers, not 2'],
    ['a 1 2\nb 1 nan\n', 'v.vec:2: number 2 (at byte 5 of the line) is "nan", which is no finite number'],
    ['a 1 2\nb 1 1e39\n', 'v.vec:2: number 2 (at byte 5 of the line) is "1e39", which is no finite number'],
    ['a 1 2\nb 1 2-\n', 'v.vec:2: number 2 (at byte 5 of the line) is "2-", which is no finite number'],
    ['a 1 2\nb 1 2\na 1 2\n', 'v.vec:3: the word "a" occurs a second time'],
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
    expect(await fail(change('4 7'), { format })).toContain('goes on after the 4 words');
    expect(await fail(change('5 8'), { format })).toMatch(/^v\.vec/);
    expect(await fail(change('999999999999 7'), { format })).toContain(
      'ends after 5 of the 999999999999 words',
    );
    expect(await fail(change('5 9999999'), { format })).toBe(
      'v.vec:1: the header says 5 words of dimension 9999999',
    );
    expect(await fail(change('five'), { format })).toContain('is missing');
  });

  it('with a vector that is not finite, a word twice, or a word that is not UTF-8', async () => {
    const make = (word: string, value: number) =>
      Buffer.concat([
        encode('2 1\na '),
        Buffer.from(Float32Array.of(1).buffer),
        Buffer.from(`\n${word} `, 'latin1'),
        Buffer.from(Float32Array.of(value).buffer),
      ]);
    expect(await fail(make('b', Number.NaN), { format })).toBe('v.vec: number 1 of word 2, "b", is NaN');
    expect(await fail(make('a', 2), { format })).toBe('v.vec: the word "a" occurs a second time');
    expect(await fail(make('\xff', 2), { format })).toBe(
      'v.vec, word 2: the word is not UTF-8 (convert the file with iconv)',
    );
  });

  it('that is a model of fastText', async () => {
    expect(await fail(Uint8Array.of(0xba, 0x16, 0x4f, 0x2f, 12))).toBe(
      'v.vec: this is a model of fastText (take its .vec file)',
    );
  });
});

describe('readVectors and writeVectors', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vectors-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['a.vec', 'a.vec.gz', 'a.bin', 'a.bin.gz'])('give back what was written: %s', async (name) => {
    const path = join(folder, name);
    await writeVectors(vectors, path);
    const read = await readVectors(path);
    expect(read.words).toEqual(vectors.words);
    expect(read.matrix).toEqual(vectors.matrix);
  });

  it('tell what is wrong with a file', async () => {
    const path = join(folder, 'cut.gz');
    await writeFile(path, gzipSync(Buffer.concat([...formatVectors(vectors)])).subarray(0, 60));
    await expect(readVectors(path)).rejects.toThrow(/cut\.gz: /);
    await expect(readVectors(join(folder, 'none'))).rejects.toThrow('none: no such file');
  });

  it('leave the old file whole if anything fails', async () => {
    const path = join(folder, 'old.vec');
    await writeFile(path, 'old');
    const many = new Vectors(
      Array.from({ length: 1000 }, (_, index) => `w${index}`),
      new Float32Array(1000),
    );
    const controller = new AbortController();
    const words = new Proxy(many.words, {
      get(target, key, receiver) {
        if (key === 'slice') controller.abort(); // after the first piece
        return Reflect.get(target, key, receiver);
      },
    });
    const writing = writeVectors(new Vectors(words, many.matrix), path, { signal: controller.signal });
    await expect(writing).rejects.toThrow('aborted');
    await expect(writeVectors(new Vectors(['a b'], Float32Array.of(1)), path)).rejects.toThrow(
      'the word "a b" cannot be written',
    );
    expect(await readFile(path, 'utf8')).toBe('old');
    expect((await readdir(folder)).filter((name) => name.includes('tmp'))).toEqual([]);
  });
});
