import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { median } from '../report/statistics';

const run = promisify(execFile);
const text = 'I saw her duck.';
/** Where the packages are found. */
const folder = fileURLToPath(new URL('.', import.meta.url));

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
  'wink-nlp': measure(`
const { default: createNlp } = await import('wink-nlp');
const { default: model } = await import('wink-eng-lite-web-model');
const nlp = createNlp(model, ['sbd', 'pos']);
nlp.readDoc(${JSON.stringify(text)}).tokens().out(nlp.its.pos);`),
  Tagger: measure(`
const { Tagger } = await import('@tagger/models');
const tagger = await Tagger.load(${JSON.stringify(model)});
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
        for (const [place, [, code]] of codes.entries()) times[place]!.push(await measureOnce(code));
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

async function measureOnce(code: string): Promise<[number, number]> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: folder });
  return JSON.parse(stdout);
}
