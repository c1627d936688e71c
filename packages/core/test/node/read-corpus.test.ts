import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CorpusError, FileError } from '../../src/errors';
import { collect } from '../../src/formats/collect';
import { readCorpus } from '../../src/node/read-corpus';
import { readLines } from '../../src/node/read-lines';
import { readText } from '../../src/node/read-text';
import { readWholeText } from '../../src/node/read-whole-text';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** A stream of the given pieces, as a pipe would deliver them. */
function pipe(...pieces: (string | Uint8Array)[]): Readable {
  return Readable.from(
    pieces.map((piece) => Buffer.from(piece)),
    { objectMode: false },
  );
}

describe('readText', () => {
  const text = 'naïve\r\n日本 👍🏽\n';

  it('gives the same text wherever the pieces end, gzip or not', async () => {
    for (const bytes of [Buffer.from(text), gzipSync(text)]) {
      for (let cut = 1; cut < bytes.length; cut += 1) {
        const input = pipe(bytes.subarray(0, cut), bytes.subarray(cut));
        expect((await collect(readText('-', { input }))).join('')).toBe(text);
      }
      const input = pipe(...[...bytes].map((byte) => Uint8Array.of(byte)));
      expect((await collect(readText('-', { input }))).join('')).toBe(text);
    }
  });

  it('removes a byte order mark at the start alone, also when it comes in parts', async () => {
    const bytes = Buffer.from('\uFEFFa\n\uFEFFb');
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const input = pipe(bytes.subarray(0, cut), bytes.subarray(cut));
      expect((await collect(readText('-', { input }))).join('')).toBe('a\n\uFEFFb');
    }
  });

  it('reads nothing, and a single byte', async () => {
    expect((await collect(readText('-', { input: pipe() }))).join('')).toBe('');
    expect((await collect(readText(await save('empty', '')))).join('')).toBe('');
    expect((await collect(readText(await save('one', 'x')))).join('')).toBe('x');
  });

  it.each([
    ['a wrong byte', [Buffer.from('ä\nb'), Uint8Array.of(0xe4), Buffer.from('\n')], 2],
    [
      'a character cut off by another',
      [Buffer.from('ä\n\n'), Uint8Array.of(0xe2, 0x82), Buffer.from('x\nä')],
      3,
    ],
    ['a character cut off by the end', [Buffer.from('a\nb\n'), Uint8Array.of(0xe2, 0x82)], 3],
    ['continuations without a start', [Buffer.from('a\n'), Uint8Array.of(0x80, 0x80, 0x80, 0x80)], 2],
    ['a surrogate', [Uint8Array.of(0xed, 0xa0, 0x80)], 1],
  ])('tells the line of %s', async (_, pieces, line) => {
    const error = await collect(readText('-', { input: pipe(...pieces) })).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CorpusError);
    expect(error.message).toBe(
      `stdin:${line}: the text is not UTF-8 (save it as UTF-8, for example with iconv)`,
    );
    const whole = await save('latin1.txt', Buffer.concat(pieces));
    await expect(collect(readText(whole))).rejects.toThrow(`latin1.txt:${line}: `);
  });

  it('recognises UTF-16', async () => {
    const path = await save('utf16.txt', Buffer.from('\uFEFFhello', 'utf16le'));
    await expect(collect(readText(path))).rejects.toThrow(
      'utf16.txt:1: the text is not UTF-8 (it seems to be UTF-16',
    );
  });
});

describe('gzip', () => {
  it('is known by its first bytes, not its name, and may have several members', async () => {
    const path = await save('packed.txt', Buffer.concat([gzipSync('one\ntwo '), gzipSync('three\nfour')]));
    expect(await collect(readLines(path))).toEqual(['one', 'two three', 'four']);
    expect(await collect(readLines(await save('plain.gz', 'x\n')))).toEqual(['x']);
  });

  it('that is cut off or damaged is refused', async () => {
    const whole = gzipSync('some words\n'.repeat(1000));
    const cut = await save('cut.gz', whole.subarray(0, -9));
    await expect(collect(readLines(cut))).rejects.toThrow(/cut\.gz: the gzip data ends too early \(/);
    const damaged = await save('damaged.gz', whole.fill(0xff, 20, 30));
    const error = await collect(readLines(damaged)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(FileError);
    expect(error.message).toContain('damaged.gz: the gzip data is damaged (');
  });
});

describe('readWholeText', () => {
  it('reads a file, but not one without an end', async () => {
    expect(await readWholeText(await save('small.json', '{}\n'))).toBe('{}\n');
    const path = await save('endless.json.gz', gzipSync(Buffer.alloc(68_000_000, 'a')));
    await expect(readWholeText(path)).rejects.toThrow(`${path}: has more than 67108864 characters (`);
  });
});

describe('readLines', () => {
  it('gives whole lines of a long file', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} ä`);
    expect(await collect(readLines(await save('long.txt', lines.join('\r\n'))))).toEqual(lines);
  });

  it('stops reading when nobody asks for more', async () => {
    for (const first of [Buffer.from('a\nb\n'), gzipSync('a\nb\n')]) {
      const input = new PassThrough();
      input.write(first);
      for await (const line of readLines('-', { input })) {
        expect(line).toBe('a');
        break;
      }
      expect(input.destroyed).toBe(true);
    }
  });
});

describe('readCorpus', () => {
  it('takes the format from the name or the option, also of standard input', async () => {
    const path = await save('a.pos.gz', gzipSync('Hi/INTJ\n'));
    const expected = [{ words: ['Hi'], tags: ['INTJ'], line: 1 }];
    expect(await collect(readCorpus(path))).toMatchObject(expected);
    expect(await collect(readCorpus('-', { format: 'word-tag', input: pipe('Hi/INTJ') }))).toMatchObject(
      expected,
    );
    expect(
      await collect(readCorpus(await save('a.any', 'Hi A INTJ'), { format: 'columns', column: 2 })),
    ).toMatchObject([{ tags: ['A'] }]);
  });

  it('says in which file and line something is wrong', async () => {
    const path = await save('bad.jsonl', '{"words":["a"]}\n{\n');
    await expect(collect(readCorpus(path))).rejects.toThrow(`${path}:2: the text is not JSON`);
  });

  it('yields the first sentence while more is to come', async () => {
    const input = new PassThrough();
    input.write('a/X\nb/');
    for await (const sentence of readCorpus('-', { format: 'word-tag', input })) {
      expect(sentence.words).toEqual(['a']);
      break;
    }
  });

  it('refuses a corpus without a sentence', async () => {
    for (const content of ['', '\n \n', '# only\n\n']) {
      const path = await save('none.conllu', content);
      const error = await collect(readCorpus(path)).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(CorpusError);
      expect(error.message).toBe(
        `${path}: there is no sentence in it (it is empty, or not of the format conllu)`,
      );
    }
  });

  it('gives what is there if the gaps are wanted, also nothing', async () => {
    for (const content of ['', '\n \n', '\uFEFF# only\n\n']) {
      const sentences = await collect(readCorpus(await save('none.conllu', content), { gaps: true }));
      const text = sentences.map(({ source }) => (source?.format === 'gap' ? source.text : '')).join('');
      expect(text).toBe(content);
    }
    expect(await collect(readCorpus(await save('none.txt', ' \n'), { gaps: true }))).toEqual([]);
  });

  it('refuses NUL, of which UTF-16 is full, with its line', async () => {
    const path = await save('nul.txt', 'a\nb\n\0');
    await expect(collect(readCorpus(path))).rejects.toThrow(
      `${path}:3: U+0000 (NUL), which text cannot contain (is it UTF-16`,
    );
    const utf16 = await save('utf16.conll', Buffer.from('a X\n', 'utf16le'));
    await expect(collect(readCorpus(utf16))).rejects.toThrow(`${utf16}:1: U+0000`);
    expect((await collect(readText(path))).join('')).toBe('a\nb\n\0');
  });

  it('ends early in a file without line ends or blank lines, however small it is packed', async () => {
    const endless = await save('endless.conll.gz', gzipSync(Buffer.alloc(30_000_000, 'a X\n')));
    let bytes = 0;
    const onRead = (count: number) => {
      bytes = count;
    };
    await expect(collect(readCorpus(endless, { onRead }))).rejects.toThrow(
      `${endless}:1: more than 200000 lines without a blank line`,
    );
    expect(bytes).toBeGreaterThan(0);
    const line = await save('line.jsonl', Buffer.alloc(17_000_000, 'a'));
    await expect(collect(readCorpus(line))).rejects.toThrow(
      `${line}:1: a line of more than 16777216 characters`,
    );
    await expect(collect(readLines(line))).rejects.toThrow(`${line}:1: a line of more than`);
  });

  it('refuses a file that is missing, is a folder, or is inside of a file', async () => {
    await mkdir(join(folder, 'b.conllu'), { recursive: true });
    const file = await save('file', 'x');
    for (const [path, problem] of [
      [join(folder, 'c.conllu'), 'no such file'],
      [join(folder, 'missing'), 'no such file'],
      [join(folder, 'b.conllu'), 'is a folder, not a file'],
      [folder, 'is a folder, not a file'],
      [join(file, 'a.conllu'), 'a folder on the way to it is a file'],
    ]) {
      const error = await collect(readCorpus(path!)).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(FileError);
      expect(error.message).toBe(`${path}: ${problem}`);
    }
  });

  it('asks for the format where the name does not tell it', async () => {
    const path = await save('corpus.xyz', 'x');
    const hint =
      'is unknown (use --format conllu|conllup|columns|csv|brat|word-tag|words|jsonl|json|text|doccano|prodigy|spacy|label-studio|hugging-face)';
    await expect(collect(readCorpus(path))).rejects.toThrow(`the format of "${path}" ${hint}`);
    await expect(collect(readCorpus('-', { input: pipe('x') }))).rejects.toThrow(`the format of "-" ${hint}`);
  });
});
