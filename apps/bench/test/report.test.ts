import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countByFrequency } from '../src/accuracy/count-by-frequency';
import { formatSpread } from '../src/report/tables';
import { writeReport } from '../src/report/write-report';
import { runTasks, type Task } from '../src/tasks/run-tasks';
import { Store } from '../src/tasks/store';
import { sampleResults } from './sample-results';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the report', () => {
  it('has means with their spread, the figures of the report, and says what was not measured', async () => {
    const markdown = await writeReport(sampleResults, folder);
    expect(markdown).toContain('| RNN | 81.50 ± 0.71 | 40.00 ± 0.00 |');
    expect(markdown).toContain('| LSTM+pretrain | not measured: no raw text |');
    expect(markdown).toMatch(/\| RNN .*\| 0\.0007665 \|/);
    expect(markdown).toContain('the unit of the figures is stated');
    expect(markdown).toContain('| ONNX Runtime, cpu, threads: 1 | 0.20 | 17,000 |');
    expect(markdown).toContain('| ONNX Runtime, cuda | not measured: no graphics card |');
    expect(markdown).toContain('could not be measured (too slow)');
    expect(markdown).toContain('| Tagger LSTM | 0.0.0 | 90.00 | 100,000 |');
    expect(markdown).toContain('| other | 1.2.3 | not measured: is not installed |');
    expect(markdown).toContain('other: Tags are as they come.');
    for (const part of ['`pnpm bench`', '0123456789ab', 'v20.19.0', 'a processor'])
      expect(markdown).toContain(part);
    expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toEqual(sampleResults);
  });

  it('is a page that needs nothing beside itself', async () => {
    await writeReport(sampleResults, folder);
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    expect(page).toContain('a &lt;sample&gt; corpus');
    expect(page.match(/<svg[^>]+viewBox/g)!.length).toBeGreaterThanOrEqual(6);
    const addresses = [...page.matchAll(/(?:href|src)="([^"#]+)"|url\(([^)#]+)\)/g)];
    expect(addresses).toEqual([]);
  });

  it.each([
    [[0.5], '50.0'],
    [[0.5, 0.7], '60.0 ± 14.1'],
    [[null, 0.5], '50.0'],
    [[null], '-'],
    [[], '-'],
  ])('writes %o as %s', (values, text) => {
    expect(formatSpread(values, 100, 1)).toBe(text);
  });
});

it('counts tokens by how often the training set has their word', () => {
  const words = (text: string) => ({ words: text.split(' '), tags: text.split(' ').map(() => 'X') });
  const counts = countByFrequency([words('a a b')], [words('a b c c')], [['X', 'Y', 'X', 'Y']]);
  expect(counts.filter(({ tokens }) => tokens > 0)).toEqual([
    { label: '0', tokens: 2, correct: 1 },
    { label: '1', tokens: 1, correct: 0 },
    { label: '2-4', tokens: 1, correct: 1 },
  ]);
});

describe('a run that was stopped', () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const tasks = (done: string[], failing?: string): Task[] =>
    ['one', 'two', 'three'].map((id) => ({
      id,
      title: id,
      cost: 100,
      run: async () => {
        if (id === failing) throw new Error('stopped');
        done.push(id);
        return { id };
      },
    }));

  it('goes on where it was, and starts again for another corpus or if asked', async () => {
    const open = (identity: string, isFresh = false) => Store.open(join(folder, 'run'), identity, isFresh);
    const first: string[] = [];
    await expect(runTasks(tasks(first, 'three'), await open('A'), 0.1, log)).rejects.toThrow('stopped');
    expect(first).toEqual(['one', 'two']);
    expect(lines[0]).toBe('this takes about 30 seconds');

    const second: string[] = [];
    const store = await open('A');
    await runTasks(tasks(second), store, 0.1, log);
    expect(second).toEqual(['three']);
    expect(store.get('two')).toEqual({ id: 'two' });
    expect(lines).toContain('2 of 3 are measured already');

    expect((await open('A', true)).has('one')).toBe(false);
    expect((await open('B')).has('one')).toBe(false);
  });
});
