import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, Worker } from 'node:worker_threads';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { hardInputs } from '../linear/inputs';
import { type Growth, measureGrowth } from '../linear/measure-growth';
import { readers } from '../linear/readers';

interface LinearOptions {
  readonly reader?: string;
  readonly input?: string;
  readonly all?: boolean;
}

const lengths = [1e3, 1e4, 1e5, 1e6];
/** A linear reader takes ten times as long for ten times the length, and a quadratic one a hundred times. */
const highestRatio = 15;

export function addLinearCommand(program: Command): void {
  program
    .command('linear')
    .description('time of each reader and of the tokenizer against length, on inputs made to be hard')
    .option('--reader <text>', 'only readers with this in their name')
    .option('--input <text>', 'only inputs with this in their name')
    .option('--all', 'a row for every input; by default, the three with the highest ratios of each reader')
    .action(async ({ reader: ofReader = '', input: ofInput = '', all = false }: LinearOptions) => {
      if (isMainThread) {
        startWithLargeHeap();
        return;
      }
      setFlagsFromString('--expose-gc');
      const collectGarbage: () => void = runInNewContext('gc');
      let count = 0;
      let above = 0;
      for (const reader of readers.filter(({ name }) => name.includes(ofReader))) {
        const rows: (Growth & { readonly name: string })[] = [];
        for (const { name, create } of hardInputs.filter(({ name }) => name.includes(ofInput)))
          rows.push({
            name,
            ...(await measureGrowth({ read: reader.read, create, lengths, highestRatio, collectGarbage })),
          });
        rows.sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
        const isHigh = ({ ratio = 0 }: Growth) => ratio > highestRatio;
        const high = rows.filter(isHigh).length;
        count += rows.length;
        above += high;
        console.log(`\n${reader.name}\n${formatRows(all ? rows : rows.slice(0, Math.max(3, high)), isHigh)}`);
      }
      console.log(`\nPairs of reader and input: ${count}; with a ratio above ${highestRatio}: ${above}.`);
    });
}

/** Runs this command in a thread whose heap for new objects, in megabytes, is so large that collecting them takes little time. */
function startWithLargeHeap(): void {
  new Worker(process.argv[1]!, {
    argv: process.argv.slice(2),
    resourceLimits: { maxYoungGenerationSizeMb: 192 },
  });
}

function formatRows(
  rows: readonly (Growth & { readonly name: string })[],
  isHigh: (growth: Growth) => boolean,
): string {
  const table = new Table({
    head: ['input', ...lengths.map((length) => `${length.toLocaleString('en')}: ms`), 'ratio'],
    colAligns: ['left', ...lengths.map(() => 'right' as const), 'right'],
    style: { head: [], border: [] },
  });
  for (const row of rows)
    table.push([
      row.name,
      ...lengths.map((_, index) => row.times[index]?.toFixed(2) ?? '–'),
      row.ratio === undefined ? '–' : `${row.ratio.toFixed(1)}${isHigh(row) ? ' !' : ''}`,
    ]);
  return table.toString();
}
