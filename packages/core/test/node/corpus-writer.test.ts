import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { createCorpusWriter, writeCorpus } from '../../src/node/corpus-writer';
import { readCorpus } from '../../src/node/read-corpus';
import type { Sentence } from '../../src/sentence';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-write-'));
});
afterEach(() => rm(folder, { recursive: true }));

const sentence: Sentence = { words: ['Good', 'day'], tags: ['ADJ', 'NOUN'] };

describe('to a file', () => {
  it.each(['a.conllu', 'a.conll', 'a.pos', 'a.jsonl', 'a.jsonl.gz'])(
    '%s is read as it was written',
    async (name) => {
      const corpus = Array.from({ length: 3000 }, () => sentence);
      await writeCorpus(corpus, join(folder, name));
      expect(await collect(readCorpus(join(folder, name)))).toMatchObject(corpus);
    },
  );

  it('appears when the writer is closed, and not if it is aborted', async () => {
    const path = join(folder, 'a.pos');
    const aborted = await createCorpusWriter(path);
    expect(await aborted.write(sentence)).toBe(true);
    await aborted.abort();
    const closed = await createCorpusWriter(path);
    await closed.write(sentence);
    expect((await readdir(folder)).every((name) => name.endsWith('.tmp'))).toBe(true);
    await closed.close();
    expect(await readdir(folder)).toEqual(['a.pos']);
    expect(await readFile(path, 'utf8')).toBe('Good/ADJ day/NOUN\n');
  });

  it('is left as it was if the sentences end in an error', async () => {
    const path = join(folder, 'a.pos');
    await writeFile(path, 'old');
    async function* failing() {
      yield sentence;
      throw new Error('no more');
    }
    await expect(writeCorpus(failing(), path)).rejects.toThrow('no more');
    await expect(writeCorpus([{ words: [''] }], path)).rejects.toThrow('word/TAG cannot hold ""');
    expect(await readdir(folder)).toEqual(['a.pos']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('numbers sentences that have no id of their own', async () => {
    const path = join(folder, 'a.conllu');
    await writeCorpus([sentence, { words: [] }, sentence], path);
    const text = await readFile(path, 'utf8');
    expect(text.match(/^# sent_id = .*$/gm)).toEqual(['# sent_id = 1', '# sent_id = 2']);
  });

  it('must have a known format', async () => {
    await expect(createCorpusWriter(join(folder, 'a.xyz'))).rejects.toThrow('a.xyz" is unknown (use');
  });
});

describe('to the standard output', () => {
  it('writes each sentence at once', async () => {
    const output = new PassThrough();
    const writer = await createCorpusWriter('-', { format: 'word-tag', output });
    await writer.write(sentence);
    expect(String(output.read())).toBe('Good/ADJ day/NOUN\n');
    await writer.close();
    expect(output.writableEnded).toBe(false);
    expect(output.listenerCount('error')).toBe(0);
  });

  it('waits while the reader is slow', async () => {
    let taken = 0;
    const release: (() => void)[] = [];
    const output = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        taken += 1;
        release.push(done);
      },
    });
    const writer = await createCorpusWriter('-', { format: 'word-tag', output });
    let isWritten = false;
    const writing = writer.write(sentence).then(() => {
      isWritten = true;
    });
    await new Promise(setImmediate);
    expect([taken, isWritten]).toEqual([1, false]);
    release[0]!();
    await writing;
    expect(isWritten).toBe(true);
  });

  it('stops quietly when the reader has gone', async () => {
    const reader = spawn('head', ['-n', '1'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let written = 0;
    async function* endless() {
      for (;;) {
        written += 1;
        yield sentence;
      }
    }
    const text = collect(reader.stdout);
    await writeCorpus(endless(), '-', { format: 'word-tag', output: reader.stdin });
    expect(Buffer.concat(await text).toString()).toBe('Good/ADJ day/NOUN\n');
    expect(written).toBeGreaterThan(0);
  });

  it('tells of any other failure', async () => {
    const output = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('ENOSPC'), { errno: -28, code: 'ENOSPC' }));
      },
    });
    const writing = writeCorpus([sentence], '-', { format: 'jsonl', output });
    await expect(writing).rejects.toThrow('stdout: no space is left on the disk');
  });
});
