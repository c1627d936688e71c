import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { type EpochMeasure, runProgram, trainEpoch, trainEpochInTorch } from '../epoch-time/run-program';
import { median } from '../report/statistics';

interface SpeedOptions {
  /** Folder with train.conllu and dev.conllu. */
  readonly corpus: string;
  readonly model: 'rnn' | 'lstm';
  /** Runs of each program, alternating. */
  readonly runs: number;
  /** The training protocol in PyTorch; left out if not given. */
  readonly torch?: string;
}

export function addSpeedCommand(program: Command): void {
  program
    .command('speed')
    .description("tokens/s of one training epoch, at the report's settings")
    .requiredOption('--corpus <folder>', 'folder with train.conllu and dev.conllu')
    .option('--torch <file>', 'the same protocol in PyTorch, to compare with')
    .addOption(new Option('--model <name>', 'network').choices(['rnn', 'lstm']).default('lstm'))
    .option('--runs <n>', 'runs of each program, alternating', Number, 3)
    .action(async (options: SpeedOptions) => console.log(await measureSpeed(options)));
}

/** One epoch of each program in turn, several times; the medians, side by side. */
async function measureSpeed({ corpus, model, runs, torch }: SpeedOptions): Promise<string> {
  const [train, test] = [`${corpus}/train.conllu`, `${corpus}/dev.conllu`];
  const tagger = (threads: number) =>
    trainEpoch(`tagger, threads: ${threads}`, { model, train, test, threads });
  const programs = [tagger(1), tagger(2)];
  if (torch) programs.unshift(trainEpochInTorch(torch, { model, train, test }));

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
      all[0]!.accuracy?.toFixed(4) ?? '-',
    ]);
  }
  return table.toString();
}
