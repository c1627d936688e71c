import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ByteCursor } from '../../src/files/byte-cursor';
import { formatVectors } from '../../src/files/format-vectors';
import { parseVectors } from '../../src/files/parse-vectors';
import { readVectors } from '../../src/files/read-vectors';
import type { ParseVectorsOptions, VectorsFormat } from '../../src/files/vectors-format';
import { writeVectors } from '../../src/files/write-vectors';
import { Vectors } from '../../src/vectors/vectors';
import { encode, fail, parse, vectors } from './sample-vectors';

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
