import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;
const command = `train --train @train.conllu -o @model.onnx --epochs 3 ${tiny.join(' ')}`;

interface LogLine {
  readonly epoch: number;
  readonly batch: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly clipped: boolean;
}

async function readLog(name: string): Promise<LogLine[]> {
  const text = await folder.readText(name);
  expect(text).toMatch(/\n$/);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(22, 1)));
});

describe('train --log-gradients', () => {
  it('writes a line for each step', async () => {
    const { status, stdout } = await tagger(`${command} --log-gradients @log.jsonl --json`);
    expect(status).toBe(0);
    const lines = await readLog('log.jsonl');
    // 22 sentences in batches of 4, the last of 2.
    const steps = [1, 2, 3].flatMap((epoch) => [1, 2, 3, 4, 5, 6].map((batch) => ({ epoch, batch })));
    expect(lines.map(({ epoch, batch }) => ({ epoch, batch }))).toEqual(steps);
    expect(lines.every(({ gradientNorm }) => gradientNorm > 0)).toBe(true);
    // The loss of a step is its own, so that they fall from line to line more or less, and their mean is the epoch's.
    const first = JSON.parse(stdout).history[0].loss;
    const losses = lines.slice(0, 6).map(({ loss }) => loss);
    expect(Math.min(...losses)).toBeLessThan(first);
    expect(Math.max(...losses)).toBeGreaterThan(first);
  });

  it('says which steps were clipped', async () => {
    await tagger(`${command} --log-gradients @free.jsonl --clip 1000`);
    const free = await readLog('free.jsonl');
    expect(free.some(({ clipped }) => clipped)).toBe(false);
    const limit = [...free.map(({ gradientNorm }) => gradientNorm)].sort((a, b) => a - b)[9]!;
    await tagger(`${command} --log-gradients @clipped.jsonl --clip ${limit}`);
    const lines = await readLog('clipped.jsonl');
    for (const { gradientNorm, clipped } of lines) expect(clipped).toBe(gradientNorm > limit);
    expect(new Set(lines.map(({ clipped }) => clipped)).size).toBe(2);
    // The norm is that before clipping, so the first step has the same with and without.
    expect(lines[0]!.gradientNorm).toBe(free[0]!.gradientNorm);
  });

  it('goes on after an interruption where it stopped, and starts anew otherwise', async () => {
    await tagger(`${command} --log-gradients @whole.jsonl`);
    const line = `${command} --log-gradients @parts.jsonl`;
    await folder.write('parts.jsonl', 'of an older run\n');
    const { status } = await tagger(line, {
      onOutput: (text, kill) => {
        if (/^1 /.test(text)) kill('SIGINT');
      },
    });
    expect(status).toBe(130);
    expect((await readLog('parts.jsonl')).length).toBe(6);
    expect((await tagger(`${line} --resume`)).status).toBe(0);
    expect(await folder.readText('parts.jsonl')).toBe(await folder.readText('whole.jsonl'));
  });

  it('leaves an older log alone where training does not start', async () => {
    await folder.write('old.jsonl', 'as it was');
    const { status } = await tagger(`${command} --log-gradients @old.jsonl --resume`);
    expect(status).toBe(1);
    expect(await folder.readText('old.jsonl')).toBe('as it was');
  });

  it.each([
    ['@train.conllu', 'train.conllu is another file of this run: the log would replace it'],
    ['@model.onnx', 'model.onnx is another file of this run: the log would replace it'],
    ['-', 'the log of gradients cannot be written to standard output'],
    ['@gone/log.jsonl', 'gone/log.jsonl: its folder does not exist'],
  ])('refuses %s', async (name, message) => {
    const before = await folder.list();
    const { status, stderr } = await tagger(`${command} --log-gradients ${name}`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^tagger: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(await folder.list()).toEqual(before);
  });
});
