import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedis, RedisServer } from '../../queue/test/redis-server';
import type { Signal } from '../src/io/io';
import { createTagWorkspace } from './tag-workspace';
import { sampleSentences, tiny, toConllu } from './workspace';

describe.skipIf(!hasRedis)('tagger submit and tagger work', () => {
  const folder = createTagWorkspace();
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
    const paragraphs = sampleSentences(300, 2).map((rows, index) => {
      const text = rows.map(([word]) => word).join(' ');
      return `${text}${index % 3 === 0 ? '.\n\n' : '. '}`;
    });
    await folder.write('corpus.txt', paragraphs.join(''));
    await folder.write('corpus.json', '[]');
    await folder.write('corpus.conllu', toConllu(sampleSentences(200, 3)));
    await folder.write('corpus.conll', sampleSentences(200, 4).map(formatColumns).join(''));
  });
  afterAll(() => redis?.remove());

  /** Runs workers while something else is done; they have ended when it returns. */
  async function withWorkers<Result>(count: number, action: () => Promise<Result>) {
    const kills: ((signal: Signal) => void)[] = [];
    const start = () =>
      new Promise<ReturnType<typeof folder.tagger>[]>((resolve) => {
        const work = folder.tagger(`work --redis ${redis.url} --model @model.onnx`, {
          onStart: (kill) => kills.push(kill),
          // Signals have a meaning now.
          onOutput: (text) => text.includes('working with') && resolve([work]),
        });
      });
    const works = (await Promise.all(Array.from({ length: count }, start))).flat();
    try {
      return { result: await action(), works };
    } finally {
      for (const kill of kills) kill('SIGTERM');
      for (const { status } of await Promise.all(works)) expect(status).toBe(0);
    }
  }
  /** The queue was empty before. */
  const untilChunksWait = (count: string) =>
    expect
      .poll(() => redis.ask('llen', redis.ask('keys', 'tagger:tag-*:wait')), { timeout: 20_000 })
      .toBe(count);
  const submit = (args: string) => folder.tagger(`submit --redis ${redis.url} --model @model.onnx ${args}`);

  it.each([
    ['corpus.txt', 'corpus.pos', ''],
    ['corpus.txt', 'corpus.conllu', '--output-format conllu'],
    ['corpus.txt', 'corpus.jsonl', '--json --top 2'],
    ['corpus.txt', 'corpus.conll', '--lines --output-format columns --scores'],
    ['corpus.conllu', 'corpus.conllu', ''],
    ['corpus.conll', 'corpus.conll', ''],
  ])('give the bytes of tagger tag: %s to %s %s', async (corpus, name, options) => {
    const output = `@out-${corpus}-${name}`;
    const { result } = await withWorkers(2, () =>
      submit(`@${corpus} -o ${output} --chunk 500 --window 4 ${options}`),
    );
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    expect(Number(/\((\d+) chunks\)/.exec(result.stdout)![1])).toBeGreaterThan(5);
    await folder.tagger(`tag @model.onnx @${corpus} -o @whole-${name} ${options}`);
    expect(await folder.readText(`${output.slice(1)}/${name}`)).toBe(await folder.readText(`whole-${name}`));
    expect(await folder.list(output.slice(1))).toEqual([name]);
  });

  it('put a chunk aside that fails three times, keep the rest, and need the mended one alone', async () => {
    const rows = sampleSentences(60, 5).map(formatColumns);
    await folder.write('broken.conll', rows.with(30, 'one two three\n\n').join(''));
    const args = '@broken.conll -o @mended --chunk 100 --window 4';
    const { result, works } = await withWorkers(1, () => submit(args));
    const reason = /: put aside: broken\.conll:\d+: expected 2 columns as in line 1, found 3/;
    expect(result.stderr).toMatch(reason);
    expect(result.stderr).toMatch(
      /\n.+1 of \d+ chunks failed three times, and mended\/broken\.conll is not written/,
    );
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect((await works[0]!).stderr.match(/failed \(attempt [123] of 3\): /g)).toHaveLength(3);
    expect(await folder.list('mended')).toEqual(['broken.conll.parts']);

    await folder.write('broken.conll', rows.join(''));
    const { result: again } = await withWorkers(1, () => submit(args));
    expect(again.status).toBe(0);
    const [, chunks, known] = /\((\d+) chunks, (\d+) from an earlier run\)/.exec(again.stdout)!;
    expect(Number(known)).toBeGreaterThan(Number(chunks) / 4);
    await folder.tagger('tag @model.onnx @broken.conll -o @whole.conll');
    expect(await folder.readText('mended/broken.conll')).toBe(await folder.readText('whole.conll'));
    expect(await folder.list('mended')).toEqual(['broken.conll']);
  });

  it('go on after an interruption', async () => {
    const args = '@corpus.txt -o @interrupted --chunk 500 --window 4';
    let kill: (signal: Signal) => void = () => {};
    const running = folder.tagger(`submit --redis ${redis.url} --model @model.onnx ${args}`, {
      onStart: (own) => {
        kill = own;
      },
    });
    await withWorkers(1, async () => {
      await expect
        .poll(() => folder.list('interrupted/corpus.pos.parts').catch(() => []), { timeout: 20_000 })
        .not.toEqual([]);
      kill('SIGINT');
      expect(await running).toMatchObject({ status: 130, stdout: '' });
    });
    expect((await running).stderr).toMatch(
      /^tagger: interrupted: \d+ chunks are tagged \(the same command goes on\)\n$/,
    );
    const { result } = await withWorkers(1, () => submit(args));
    expect(result.stdout).toMatch(/from an earlier run/);
    await folder.tagger('tag @model.onnx @corpus.txt -o @whole.pos');
    expect(await folder.readText('interrupted/corpus.pos')).toBe(await folder.readText('whole.pos'));
  });

  it('leave the chunks of another model to other workers, and say so', async () => {
    await folder.tagger(`train --train @train.conllu -o @other.onnx --epochs 1 --quiet ${tiny.join(' ')}`);
    let kill: (signal: Signal) => void = () => {};
    const running = folder.tagger(`submit --redis ${redis.url} --model @other.onnx @corpus.txt -o @other`, {
      onStart: (own) => {
        kill = own;
      },
    });
    await untilChunksWait('1');
    const { status, stderr } = await folder.tagger(`work --redis ${redis.url} --model @model.onnx`, {
      onOutput: (text, stop) => text.includes('another model') && stop('SIGTERM'),
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /1 chunks wait for another model, other\.onnx \(SHA-256 [0-9a-f]{12}…\): they are left to other workers/,
    );
    kill('SIGTERM');
    expect((await running).status).toBe(143);
    redis.ask('flushall');
  });

  it('stop if the corpus changes while it is read', async () => {
    const corpus = await folder.readText('corpus.txt');
    await folder.write('changing.txt', corpus);
    const running = submit('@changing.txt -o @changing --chunk 500 --window 2');
    await untilChunksWait('2');
    await folder.write('changing.txt', `${corpus}more`);
    await withWorkers(1, () => running);
    const { status, stderr } = await running;
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^tagger: changing\.txt: has changed while it was read \(run the same command again: /,
    );
  });

  it('train the runs of a sweep, with the table and the best model of one machine', async () => {
    await folder.write('dev.conllu', toConllu(sampleSentences(10, 6)));
    const args = `--train @train.conllu --dev @dev.conllu --epochs 1 ${tiny.join(' ')} --grid lr=0.001,0.5,1e38 --seeds 2`;
    const alone = await folder.tagger(`sweep ${args} -o @alone`);
    const sweep = `sweep ${args} -o @shared --redis ${redis.url}`;
    const { result, works } = await withWorkers(2, () => folder.tagger(sweep));
    expect(result.status).toBe(0);
    const withoutTimes = (text: string) => text.replace(/\d+:\d\d/g, 'TIME').replaceAll('shared', 'alone');
    expect(withoutTimes(result.stdout)).toBe(withoutTimes(alone.stdout));
    expect(await folder.read('shared/best.onnx')).toEqual(await folder.read('alone/best.onnx'));
    expect(await folder.list('shared')).toEqual(['best.onnx', 'runs.jsonl']);
    const trained = await Promise.all(
      works.map(async (work) => /(\d+) runs are trained/.exec((await work).stderr)![1]),
    );
    expect(trained.map(Number).reduce((sum, count) => sum + count)).toBe(6);

    // All is known, and a model that was lost is trained again.
    await rm(folder.path('shared/best.onnx'));
    const { result: again } = await withWorkers(1, () => folder.tagger(sweep));
    expect(again.stderr).toBe(
      '6 of 6 runs are done already\nthe best model was not kept: training it again\n',
    );
    expect(await folder.read('shared/best.onnx')).toEqual(await folder.read('alone/best.onnx'));
  });

  it.each([
    ['submit @corpus.txt -o @no', {}, /^there is no address of Redis \(give --redis redis:/],
    ['work --model @model.onnx', {}, /^there is no address of Redis/],
    [
      'work --redis redis://:secret@127.0.0.1:1',
      {},
      /^cannot use Redis at redis:\/\/127\.0\.0\.1:1: nobody listens there$/,
    ],
    ['submit @corpus.txt -o @no', { REDIS_URL: 'http://:secret@h' }, /^the address of Redis is invalid/],
    ['submit @absent.txt -o @no --redis redis://h', {}, /^absent\.txt: no such file/],
    [
      'submit @corpus.json -o @no --redis redis://h',
      {},
      /^json cannot be cut into chunks \(convert it first/,
    ],
    ['submit - -o @no --redis redis://h', {}, /^- is not a file/],
    ['submit @corpus.conll -o @no --lines --redis redis://h', {}, /^--lines is for text, not for columns/],
    [
      'submit @corpus.txt -o @no --top 2 --redis redis://h',
      {},
      /^--scores and --top cannot be written as word-tag/,
    ],
  ])('refuse %s %j', async (line, env, message) => {
    const { status, stderr } = await folder.tagger(line, { env });
    expect(status).toBe(1);
    const lines = stderr.split('\n').filter((text) => !/no model given|is away/.test(text));
    expect(lines).toHaveLength(2);
    expect(lines[0]!.slice('tagger: '.length)).toMatch(message);
    expect(stderr).not.toMatch(/secret/);
  });

  it('warn of a server that drops data, and never show a password', async () => {
    const own = await RedisServer.start('--requirepass', 'secret', '--maxmemory-policy', 'allkeys-lru');
    const address = own.url.replace('//', '//:secret@');
    try {
      const wrong = await folder.tagger(
        `work --model @model.onnx --redis ${address.replace('secret', 'sacred')}`,
      );
      expect(wrong).toMatchObject({ status: 1, stdout: '' });
      expect(wrong.stderr).toBe(`tagger: cannot use Redis at ${own.url}: it refuses user and password\n`);
      const { stderr, status } = await folder.tagger(`work --model @model.onnx --redis ${address}`, {
        onOutput: (text, kill) => text.includes('working with') && kill('SIGTERM'),
      });
      expect(status).toBe(0);
      expect(stderr).toContain(`Redis at ${own.url} may drop data: set its maxmemory-policy to noeviction`);
      expect(stderr).not.toContain('secret');
    } finally {
      await own.remove();
    }
  });
});

function formatColumns(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.join(' ')).join('\n')}\n\n`;
}
