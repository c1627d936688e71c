import { resolve } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { median } from '../report/statistics';
import { loadTagger, loadWink, runModule } from '../run-module';

const text = 'I saw her duck.';

interface FirstTagOptions {
  readonly model: string;
  readonly runs: number;
}

/** From the import to the first tags, in a process of its own; it prints milliseconds, and how much of the processor's time. */
const measure = (body: string) => `
const start = performance.now();
const before = process.cpuUsage();
${body}
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify([performance.now() - start, (user + system) / 1000]));
process.exit();`;

const programs = (model: string): Readonly<Record<string, string>> => ({
  'wink-nlp': measure(`${loadWink}
nlp.readDoc(${JSON.stringify(text)}).tokens().out(nlp.its.pos);`),
  Tagger: measure(`${loadTagger(model)}
await tagger.tag(${JSON.stringify(text)});`),
});

export function addFirstTagCommand(program: Command): void {
  program
    .command('first-tag')
    .description('milliseconds from the import to the first tags, beside wink-nlp: a process each time')
    .requiredOption('--model <file>', 'a model of Tagger')
    .option('--runs <n>', 'runs of each, alternating', Number, 11)
    .action(async ({ model, runs }: FirstTagOptions) => {
      const codes = Object.entries(programs(resolve(model)));
      const times = codes.map((): [number, number][] => []);
      for (let index = 0; index < runs; index++)
        for (const [place, [, code]] of codes.entries()) times[place]!.push(await runModule(code));
      const table = new Table({
        head: ['program', 'milliseconds', 'ratio', 'of the processor', 'ratio'],
        colAligns: ['left', 'right', 'right', 'right', 'right'],
        style: { head: [], border: [] },
      });
      const middle = (place: number, part: 0 | 1) => median(times[place]!.map((time) => time[part]));
      const ratio = (place: number, part: 0 | 1) => (middle(place, part) / middle(0, part)).toFixed(2);
      for (const [place, [name]] of codes.entries())
        table.push([
          name,
          middle(place, 0).toFixed(0),
          ratio(place, 0),
          middle(place, 1).toFixed(0),
          ratio(place, 1),
        ]);
      console.log(table.toString());
    });
}
