import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { type EpochMeasure, type Program, runProgram } from './run-peer';

export interface SpeedOptions {
  /** Folder with train.conllu and dev.conllu. */
  readonly corpus: string;
  readonly model: 'rnn' | 'lstm';
  /** Runs of each program, alternating. */
  readonly runs: number;
  /** The training protocol in PyTorch; left out if not given. */
  readonly torch?: string;
}

/** One epoch of each program in turn, several times; the medians, side by side. */
export async function measureSpeed({ corpus, model, runs, torch }: SpeedOptions): Promise<string> {
  const [train, test] = [`${corpus}/train.conllu`, `${corpus}/dev.conllu`];
  const tagger = (threads: number): Program => ({
    name: `tagger, threads: ${threads}`,
    command: process.execPath,
    arguments: [
      fileURLToPath(new URL('train-epochs.js', import.meta.url)),
      model,
      train,
      test,
      '1',
      `${threads}`,
    ],
  });
  const programs = [tagger(1), tagger(2)];
  if (torch)
    programs.unshift({
      name: 'PyTorch, threads: 1',
      command: '/usr/bin/python3',
      arguments: [
        torch,
        '--model',
        model,
        '--train',
        train,
        '--test',
        test,
        '--epochs',
        '1',
        '--threads',
        '1',
      ],
      environment: { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    });

  const measures = programs.map((): EpochMeasure[] => []);
  for (let run = 1; run <= runs; run++)
    for (const [index, program] of programs.entries()) {
      const [measure] = await runProgram(program);
      measures[index]!.push(measure!);
      console.error(`run ${run}: ${program.name}: ${measure!.tokens_per_second} tokens/s`);
    }

  const speeds = measures.map((runs) => median(runs.map((measure) => measure.tokens_per_second)));
  const table = new Table({
    head: ['program', 'tokens/s', 'all runs', 'ratio', 'peak MB', 'dev acc.'],
    style: { head: [] },
  });
  for (const [index, program] of programs.entries()) {
    const all = measures[index]!;
    table.push([
      program.name,
      speeds[index]!,
      all.map((measure) => measure.tokens_per_second).join(' '),
      (speeds[index]! / speeds[0]!).toFixed(2),
      all[0]!.memory_mb ?? '-',
      all[0]!.accuracy.toFixed(4),
    ]);
  }
  return table.toString();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
