import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRandom } from '@tagger/core/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ByteCursor } from '../../src/files/byte-cursor';
import { formatVectors } from '../../src/files/format-vectors';
import { parseVectors } from '../../src/files/parse-vectors';
import { readVectors } from '../../src/files/read-vectors';
import type { ParseVectorsOptions, VectorsFormat } from '../../src/files/vectors-format';
import { writeVectors } from '../../src/files/write-vectors';
import { Vectors } from '../../src/vectors/vectors';

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
vectors.matrix.set([0, -0.5, 1e-30, 123456, -3e38, 0.1, 100, -0]);
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
      'v.vec: the file has none of the requested words',
    );
  });
});

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

describe('words that occur again, and vectors without a word', () => {
  const warningsOf = async (content: string | Uint8Array, options: ParseVectorsOptions = {}) => {
    const warnings: string[] = [];
    const read = await parse(content, { onWarning: (warning) => warnings.push(warning), ...options });
    return { read, warnings };
  };

  it.each(formats)('the first vector counts, and it is said once: %s', async (format) => {
    const rows = [...formatVectors(new Vectors(['a', 'b', 'c'], Float32Array.of(1, 2, 3, 4, 5, 6)), format)];
    const content = Buffer.concat(rows);
    // `c` becomes `a`, and `b` too.
    const repeated = Buffer.from(content);
    for (const word of ['b ', 'c ']) repeated.write('a ', repeated.indexOf(word));
    const { read, warnings } = await warningsOf(repeated, { format });
    expect(read.words).toEqual(['a']);
    expect([...read.matrix]).toEqual([1, 2]);
    expect(warnings).toEqual([
      'v.vec: 2 of 3 vectors are of a word that has one already, such as "a": the first one counts',
    ]);
  });

  it('do not count for `keep` a second time', async () => {
    const asked: string[] = [];
    const keep = (word: string) => asked.push(word) > 0;
    await warningsOf('a 1\nb 1\na 1\n', { keep });
    expect(asked).toEqual(['a', 'b']);
  });

  it('are left out where they have no word', async () => {
    const { read, warnings } = await warningsOf('3 2\na 1 2\n 3 4\nb 5 6\n');
    expect(read.words).toEqual(['a', 'b']);
    expect([...read.matrix]).toEqual([1, 2, 5, 6]);
    expect(warnings).toEqual(['v.vec: 1 of 3 vectors have no word, and are left out']);
    const row = (word: string) =>
      Buffer.concat([encode(`${word} `), Buffer.from(Float32Array.of(7).buffer), encode('\n')]);
    const binary = await warningsOf(Buffer.concat([encode('3 1\n'), row('a'), row(''), row('b')]), {
      format: 'word2vec-binary',
    });
    expect(binary.read.words).toEqual(['a', 'b']);
    expect(binary.warnings).toEqual(warnings);
  });

  it('nothing is said of a sound file, with words such as </s>', async () => {
    const words = ['</s>', '__proto__', 'constructor', '\u3000', '"', '#'];
    const sound = new Vectors(
      words,
      Float32Array.from(words, (_, index) => index),
    );
    for (const format of formats) {
      const { read, warnings } = await warningsOf(Buffer.concat([...formatVectors(sound, format)]), {
        format,
      });
      expect(read.words).toEqual(words);
      expect(read.get('</s>')).toEqual(Float32Array.of(0));
      expect(warnings).toEqual([]);
    }
  });

  it('is said of a text that may be cut off within its last number', async () => {
    const { warnings } = await warningsOf('2 2\na 1 2\nb 1 2.5');
    expect(warnings).toEqual([
      'v.vec: there is no line break at the end: if the file is cut off, its last number is wrong',
    ]);
  });
});

it('a format that there is not is refused', async () => {
  const format = 'word2vec-text' as VectorsFormat;
  const message = 'format must be one of word2vec, word2vec-binary, glove, not word2vec-text';
  expect(await fail('a 1\n', { format })).toBe(message);
  expect(() => [...formatVectors(vectors, format)]).toThrow(message);
});

it('a line without end is refused as soon as it is too long', async () => {
  let pieces = 0;
  function* endless() {
    for (yield encode('a 1\n'); ; pieces += 1) yield new Uint8Array(1 << 16).fill(0x31);
  }
  await expect(parseVectors(endless(), { name: 'v.vec' })).rejects.toThrow(
    'v.vec:2: a line of more than 2162688 bytes (is it a file of word vectors?)',
  );
  expect(pieces).toBeLessThan(40);
});

it('reading on copies no byte more than a few times', async () => {
  const cursor = new ByteCursor(
    Array.from({ length: 1000 }, (_, index) => new Uint8Array(100).fill(index)),
    {},
  );
  const buffers = new Set<ArrayBufferLike>();
  while (await cursor.readMore()) buffers.add(cursor.bytes.buffer);
  expect(cursor.bytes.length).toBe(100_000);
  expect(cursor.bytes.every((byte, at) => byte === Math.floor(at / 100) % 256)).toBe(true);
  expect(buffers.size).toBeLessThan(15);
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
