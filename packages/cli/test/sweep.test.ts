import { rm } from 'node:fs/promises';
import { decodeModelFile } from '@tagger/models/internal';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;
const base =
  '--train @train.conllu --dev @dev.conllu --hidden 4 --embedding 4 --epochs 1 --batch 4 --threads 1';
const sweep = `sweep ${base} -o @sweep`;
const grid = '--grid lr=0.001,0.5 --grid case-fallback=true,false';

interface Run {
  readonly id: string;
  readonly combination: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly score: number;
  readonly scores: { readonly accuracy: number; readonly spanF1?: number };
}

async function readRuns(): Promise<Run[]> {
  return (await folder.readText('sweep/runs.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(24, 1)));
  await folder.write('dev.conllu', toConllu(sampleSentences(6, 2)));
});
beforeEach(() => rm(folder.path('sweep'), { recursive: true, force: true }));

describe('sweep', () => {
  it('trains each combination with each seed, and ranks them by the mean on dev', async () => {
    const { status, stdout, stderr } = await tagger(`${sweep} ${grid} --seeds 2`);
    expect(status).toBe(0);
    const runs = await readRuns();
    expect(runs.map(({ combination, seed }) => [combination.lr, combination.caseFallback, seed])).toEqual([
      [0.001, true, 1],
      [0.001, true, 2],
      [0.001, false, 1],
      [0.001, false, 2],
      [0.5, true, 1],
      [0.5, true, 2],
      [0.5, false, 1],
      [0.5, false, 2],
    ]);
    expect(stderr.split('\n')[0]).toMatch(
      /^run 1\/8: lr 0\.001, case-fallback true, seed 1: \d+\.\d\d % in \d:\d\d$/,
    );
    const [head, ...rows] = stdout.split('\n').slice(0, 5);
    expect(head).toMatch(/^lr +case-fallback +dev accuracy +seeds +time +size$/);
    const means = rows.map((row) => Number(/([\d.]+) ± [\d.]+ % +2 +\d:\d\d +\d+ kB$/.exec(row)![1]));
    expect(means).toEqual([...means].sort((a, b) => b - a));
    const [a, b] = runs.slice(4, 6).map(({ score }) => score);
    expect(rows[0]).toMatch(/^0\.5 /);
    expect(rows[0]).toContain(
      `${(50 * (a! + b!)).toFixed(2)} ± ${((100 * Math.abs(a! - b!)) / Math.SQRT2).toFixed(2)} %`,
    );
    expect(await folder.list('sweep')).toEqual(['best.onnx', 'runs.jsonl']);
  });

  it('keeps the best model, and shows the command that makes the same', async () => {
    const { stdout } = await tagger(`${sweep} ${grid} --seeds 2 --json --quiet`);
    const { model, command, seed, combinations } = JSON.parse(stdout);
    expect(model).toBe('sweep/best.onnx');
    const [first] = combinations;
    expect(first.runs.find((run: Run) => run.seed === seed).score).toBe(
      Math.max(...first.runs.map((run: Run) => run.score)),
    );
    const line = command.replace(/^tagger /, '').replace(/(train|dev)\.conllu/g, '@$&');
    expect((await tagger(`${line} -o @again.onnx`)).status).toBe(0);
    expect(await folder.read('again.onnx')).toEqual(await folder.read('sweep/best.onnx'));
  });

  it('takes base and grid of a config file, and writes nothing to its output', async () => {
    await folder.write(
      'tagger.json',
      JSON.stringify({
        train: 'train.conllu',
        dev: 'dev.conllu',
        output: 'never.onnx',
        ...{ hidden: 4, embedding: 4, epochs: 1, threads: 1, lr: 0.3 },
        grid: { preset: ['report', 'fast'] },
      }),
    );
    const { status, stdout } = await tagger('sweep --config @tagger.json -o @sweep --quiet');
    expect(status).toBe(0);
    expect(stdout).toMatch(/tagger train --config tagger\.json --preset (report|fast) --seed 1\n$/);
    expect((await readRuns()).map(({ combination }) => combination.preset)).toEqual(['report', 'fast']);
    const other = await tagger('sweep --config @tagger.json -o @sweep --grid hidden=4,5 --quiet');
    expect(other.stdout).toMatch(/^hidden /);
    expect(await folder.list()).not.toContain('never.onnx');
  });

  it('compares by span F1 where the tags mark spans', async () => {
    await folder.write('ner.conll', 'Ann B-PER\nsings O\n\nBob B-PER\nsings O\n\n'.repeat(10));
    const line = sweep.replaceAll(/@(train|dev)\.conllu/g, '@ner.conll');
    const { stdout } = await tagger(`${line} --preset report --grid lr=0.001,0.5`);
    expect(stdout).toMatch(/^lr +dev span F1 /);
    for (const { score, scores } of await readRuns()) {
      expect(score).toBe(scores.spanF1);
      expect(score).not.toBe(scores.accuracy);
    }
  });

  it('puts a combination last that diverges', async () => {
    const { status, stdout, stderr } = await tagger(`${sweep} --grid lr=1e38,0.001`);
    expect(status).toBe(0);
    expect(stderr).toContain('run 1/2: lr 1e+38, seed 1: training diverged');
    expect(stdout).toMatch(/\n0\.001 +\d.*\n1e\+38 +diverged +1 +- +-\n/);
    // A loss that is a finite number, and of no use.
    const finite = await tagger(`${sweep} --grid lr=1e5`);
    expect(finite.stderr).toMatch(
      /lr 100000, seed 1: training diverged: the loss in epoch 1 is \S+ per token/,
    );
    const all = await tagger(`${sweep} --grid lr=1e38`);
    expect(all.status).toBe(0);
    expect(all.stdout).toContain('every combination diverged');
  });
});

describe('a sweep that goes on', () => {
  it('after Ctrl-C trains what is left, to the same end', async () => {
    await tagger(`${sweep} ${grid} --quiet`);
    const whole = await folder.read('sweep/best.onnx');
    const scores = (await readRuns()).map(({ score }) => score);
    await rm(folder.path('sweep'), { recursive: true });

    const first = await tagger(`${sweep} ${grid}`, {
      onOutput: (text, kill) => {
        if (text.startsWith('run 3/4')) kill('SIGINT');
      },
    });
    expect(first.status).toBe(130);
    expect(first.stdout).toBe('');
    expect(first.stderr).toMatch(/tagger: interrupted: 3 of 4 runs are done \(the same command goes on\)\n$/);

    const second = await tagger(`${sweep} ${grid}`);
    expect(second.status).toBe(0);
    expect(second.stderr).toMatch(/^3 of 4 runs are done already\nrun 4\/4: /);
    expect((await readRuns()).map(({ score }) => score)).toEqual(scores);
    expect(await folder.read('sweep/best.onnx')).toEqual(whole);

    const third = await tagger(`${sweep} ${grid}`);
    expect(third.stderr).toBe('4 of 4 runs are done already\n');
    expect(third.stdout).toBe(second.stdout);
  });

  it('trains the seeds and values that are new, and what is of another corpus', async () => {
    await tagger(`${sweep} --grid lr=0.5 --quiet`);
    const { stderr } = await tagger(`${sweep} --grid lr=0.5,0.1 --seeds 2`);
    expect(stderr).toContain('1 of 4 runs are done already\n');
    const swapped = await tagger(`${sweep.replace('@train', '@dev')} --grid lr=0.5`);
    expect(swapped.stderr).toMatch(
      /^tagger: warning: dev\.conllu: the training corpus has the same sentences .*\nrun 1\/1/,
    );
  });

  it('trains the best again if its model is not there', async () => {
    await tagger(`${sweep} --grid lr=0.001,0.5 --quiet`);
    const whole = await folder.read('sweep/best.onnx');
    await rm(folder.path('sweep/best.onnx'));
    const { stderr } = await tagger(`${sweep} --grid lr=0.001,0.5`);
    expect(stderr).toContain('the best model was not kept: training it again\n');
    expect(await folder.read('sweep/best.onnx')).toEqual(whole);
    const { description } = decodeModelFile(await folder.read('sweep/best.onnx'), 'best');
    expect(description.training.settings).toMatchObject({ learningRate: 0.5 });
  });

  it('passes over a line that a crash cut off, and refuses what is no run', async () => {
    await tagger(`${sweep} --grid lr=0.001,0.5 --quiet`);
    const text = await folder.readText('sweep/runs.jsonl');
    await folder.write('sweep/runs.jsonl', text.slice(0, -20));
    const { stderr } = await tagger(`${sweep} --grid lr=0.001,0.5`);
    expect(stderr).toMatch(/^1 of 2 runs are done already\nrun 2\/2/);
    expect(await readRuns()).toHaveLength(2);
    await folder.write('sweep/runs.jsonl', `${text}{"id": 1}\n`);
    expect(await failure(`${sweep} --grid lr=0.001,0.5`)).toBe(
      'sweep/runs.jsonl:3: is not a run of a sweep (remove the line, or choose another folder with -o)',
    );
  });
});

describe('a sweep that cannot be', () => {
  const lists = '(it takes settings that tagger train --help lists, and preset)';
  it.each([
    ['--grid droput=0.1', '--grid cannot have droput (did you mean dropout?)'],
    ['--grid hiddenSize=4', '--grid cannot have hiddenSize (did you mean hidden?)'],
    ['--grid train=a,b', `--grid cannot have train ${lists}`],
    ['--grid =1', `--grid cannot have a flag without a name ${lists}`],
    ['--grid seed=1,2', '--grid cannot have seed (use --seeds N)'],
    ['--grid dropout', '--grid dropout has no values (such as --grid dropout=A,B)'],
    ['--grid dropout=0.1,1', '--grid dropout must be a number from 0 to below 1, not 1'],
    ['--grid dropout=0.1,', '--grid dropout must be a number from 0 to below 1, not nothing'],
    ['--grid crf=yes', '--grid crf must be true or false, not yes'],
    ['--grid preset=best', '--grid preset must be one of report, fast, accurate, entities, not best'],
    ['--grid dropout=0 --grid dropout=0.1', '--grid dropout is given twice'],
    ['--grid hidden=4,8', 'hidden is both in the grid and a flag (leave one of them out)'],
    ['', 'there is nothing to compare (give --grid FLAG=A,B or --seeds N)'],
    ['--grid lr=0.1 --dev @gone.conllu', 'gone.conllu: no such file'],
  ])('%s', async (flags, message) => {
    expect(await failure(`${sweep} ${flags}`)).toBe(message);
  });

  it('without dev, or into a file', async () => {
    expect(await failure('sweep --train @train.conllu --grid lr=0.1,0.2 -o @sweep')).toBe(
      'a sweep needs a dev corpus to compare its runs (give --dev FILE)',
    );
    expect(await failure(`sweep ${base} --grid lr=0.1,0.2 -o @dev.conllu`)).toMatch(
      /^dev\.conllu: is a file/,
    );
  });

  it('on a corpus without tags, and leaves no folder', async () => {
    await folder.write('bare.jsonl', '{"words": ["a", "b"]}\n');
    expect(await failure(`${sweep} --train @bare.jsonl --grid lr=0.1,0.2`)).toMatch(
      /^bare\.jsonl: no tags in the chosen column/,
    );
  });
});
