import { join } from 'node:path';
import { SettingsError } from '@tagger/core';
import { escapeControls } from '@tagger/core/internal';
import { assertFolderWritable } from '@tagger/core/node';
import { InterruptedError } from '@tagger/trainer';
import type { Command } from 'commander';
import { applyConfig } from '../config/apply-config';
import { readConfig } from '../config/read-config';
import { aboutCorpus } from '../corpora/about-corpus';
import { readCorpora } from '../corpora/read-corpora';
import { renderRanking } from '../display/ranking';
import { SweepDisplay } from '../display/sweep-display';
import { chooseEngine } from '../engines/choose-engine';
import { collectTexts } from '../flags/collect-texts';
import { parseCount, withFlagName } from '../flags/options';
import { describeFacts, settingFlags, type TrainFlags } from '../flags/train-flags';
import { addConfigOption, addCorpusOptions, addTrainOptions } from '../flags/train-options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { whileLocked } from '../io/while-locked';
import { note, openRedis, parseQueueName, type QueueFlags } from '../queue/queue-options';
import { formatCombination, formatCommand } from '../sweep/format-command';
import { combine, type Grid, parseGrid } from '../sweep/grid';
import type { RankedCombination } from '../sweep/rank';
import { Sweep, type SweepOptions } from '../sweep/sweep';
import { bestName, recordsName } from '../sweep/sweep-records';
import { fitRuns, planRuns, type SweepRun } from '../sweep/sweep-run';

interface SweepFlags extends TrainFlags, QueueFlags {
  readonly grid?: readonly string[];
  readonly seeds: number;
}

/** Years of training, as a rule. */
const mostRuns = 10_000;

const examples = `
Examples:
  $ tagger sweep --train train.conllu --dev dev.conllu --preset fast \\
      --grid lr=0.001,0.002,0.004 --grid dropout=0.3,0.5 --seeds 3
  $ tagger sweep --config tagger.json --grid preset=report,fast -o sweep
  $ tagger sweep --config tagger.json        ("grid": {"lr": [0.001, 0.002]})
  $ tagger sweep --config tagger.json --seeds 5      (influence of the seed)

Each combination is trained with each seed and scored on dev: by span F1 if the
tags mark spans, by accuracy otherwise. In the folder, ${recordsName} gets one line
per run, and ${bestName} is the best model. After Ctrl-C, the same command
continues; with a larger grid or more seeds, it trains only the new runs.

All settings of tagger train are flags here as well: see tagger train --help.`;

export function defineSweep(command: Command, io: Io, exit: (status: number) => void): void {
  command.addHelpText('after', examples);
  addConfigOption(addCorpusOptions(command))
    .option('--grid <flag=values>', 'values of a flag to try; may be repeated', collectTexts)
    .option('--seeds <n>', 'seeds for each combination, starting at --seed', parseCount, 1)
    .option('-o, --output <folder>', 'folder for the runs and the best model', 'sweep')
    .option('--redis <url>', 'have workers train the runs (tagger work): redis://HOST:PORT')
    .option('--queue <name>', 'name before all keys in Redis', parseQueueName, 'tagger');
  addTrainOptions(command);
  for (const option of command.options) if (option.helpGroupHeading === 'Settings:') option.hideHelp();
  command.action(async ({ config: path }: SweepFlags) => {
    const config = path === undefined ? undefined : await readConfig(path);
    // The output of the file is that of `tagger train`.
    if (config) applyConfig(command, config, ['output']);
    const flags: SweepFlags = command.opts();
    const grid = flags.grid ? parseGrid(flags.grid) : (config?.grid ?? new Map());
    exit(await runSweep(command, flags, grid, io));
  });
}

async function runSweep(command: Command, flags: SweepFlags, grid: Grid, io: Io): Promise<number> {
  const plan = planSweep(command, flags, grid);
  await assertFolderWritable(flags.output, [recordsName, bestName]);
  return whileLocked(io, { folder: flags.output }, () => sweepLocked(command, flags, plan, io));
}

async function sweepLocked(command: Command, flags: SweepFlags, plan: SweepRun[][], io: Io): Promise<number> {
  const corpora = await readCorpora(flags, io);
  const display = new SweepDisplay(io, plan.flat().length, flags.quiet ?? false);
  const interruption = new Interruption(io, () => {
    display.stop();
    io.stderr.write('tagger: stopping after this step\n');
  });
  const { signal } = interruption;
  let ranked: RankedCombination[] | undefined;
  try {
    const options = { folder: flags.output, flags, corpora, io, signal, listener: display };
    const runs = fitRuns(plan, describeFacts(corpora.train));
    ranked =
      flags.redis === undefined
        ? await (await Sweep.open({ ...options, engine: await chooseEngine(flags, io) })).run(runs)
        : await sweepQueued(options, runs, flags);
  } catch (error) {
    const isInterrupted = error instanceof InterruptedError || (signal.aborted && error === signal.reason);
    if (!isInterrupted) throw withFlagName(settingFlags, error);
    const done = `${display.done} of ${plan.flat().length} runs are done`;
    io.stderr.write(`tagger: interrupted: ${done} (the same command goes on)\n`);
    return interruption.status;
  } finally {
    display.stop();
    interruption.end();
  }
  if (!ranked) return exitStatus.wrong;
  show(ranked, command, flags, io);
  return exitStatus.done;
}

/** @returns undefined if runs were put aside, which it says */
async function sweepQueued(
  options: Omit<SweepOptions, 'engine'>,
  plan: SweepRun[][],
  flags: SweepFlags,
): Promise<RankedCombination[] | undefined> {
  const { io, signal } = options;
  const { QueuedSweep } = await import('../sweep/queued-sweep');
  const link = await openRedis(flags, io, signal);
  const sweep = await QueuedSweep.open({ ...options, link, prefix: flags.queue });
  const { ranked, failed } = await sweep.run(plan);
  for (const { run, reason } of failed)
    note(io, `${[formatCombination(run.combination), `seed ${run.seed}`].join(', ')}: put aside: ${reason}`);
  if (failed.length > 0)
    note(
      io,
      `${failed.length} of ${plan.flat().length} runs failed three times (the same command tries them again)`,
    );
  return ranked;
}

/** What to train; all that can be found wrong of it is found here. */
function planSweep(command: Command, flags: SweepFlags, grid: Grid): SweepRun[][] {
  if (flags.train !== undefined && flags.dev === undefined)
    throw new SettingsError('a sweep needs a dev corpus to compare its runs', { hint: 'give --dev FILE' });
  if (grid.size === 0 && flags.seeds === 1)
    throw new SettingsError('there is nothing to compare', { hint: 'give --grid FLAG=A,B or --seeds N' });
  aboutCorpus(flags);
  const count = [...grid.values()].reduce((product, values) => product * values.length, flags.seeds);
  if (count > mostRuns)
    throw new SettingsError(`grid and seeds make ${count} runs; the limit is ${mostRuns}`, {
      hint: 'try fewer values at a time',
    });
  for (const name of grid.keys())
    if (command.getOptionValueSource(name) === 'cli')
      throw new SettingsError(`${name} is both in the grid and a flag`, { hint: 'leave one of them out' });
  const first = flags.seed ?? 1;
  const seeds = Array.from({ length: flags.seeds }, (_, index) => first + index);
  return planRuns(flags, combine(grid), seeds);
}

function show(ranked: readonly RankedCombination[], command: Command, flags: SweepFlags, io: Io): void {
  const best = ranked[0]?.best;
  const trainCommand = best && formatCommand(command, best.combination, best.seed);
  const model = best && join(flags.output, bestName);
  if (flags.json) {
    const combinations = ranked.map(({ best: _, ...rest }) => rest);
    const result = { output: flags.output, model, seed: best?.seed, command: trainCommand, combinations };
    io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  io.stdout.write(`${renderRanking(ranked)}\n\n`);
  if (!best) io.stdout.write('every combination diverged: try lower learning rates\n');
  else {
    const lines = [
      `best model   ${model} (seed ${best.seed} of the first line)`,
      `to train it  ${trainCommand}`,
    ];
    io.stdout.write(`${lines.map(escapeControls).join('\n')}\n`);
  }
}
