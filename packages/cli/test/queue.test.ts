import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Signal } from '../src/io/io';
import { hasRedis, RedisServer } from './redis-server';
import { createTagWorkspace } from './tag-workspace';
import { sampleSentences, toConllu } from './workspace';

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
    await folder.write('corpus.conllu', toConllu(sampleSentences(200, 3)));
    await folder.write('corpus.conll', sampleSentences(200, 4).map(formatColumns).join(''));
  });
  afterAll(() => redis?.remove());

  /** Runs workers while something else is done; they have ended when it returns. */
  async function withWorkers<Result>(count: number, action: () => Promise<Result>) {
    const kills: ((signal: Signal) => void)[] = [];
    const onStart = (kill: (signal: Signal) => void) => kills.push(kill);
    const works = Array.from({ length: count }, () =>
      folder.tagger(`work --redis ${redis.url} --model @model.onnx`, { onStart }),
    );
    try {
      return { result: await action(), works };
    } finally {
      for (const kill of kills) kill('SIGTERM');
      for (const { status } of await Promise.all(works)) expect(status).toBe(0);
    }
  }
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
});

function formatColumns(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.join(' ')).join('\n')}\n\n`;
}
