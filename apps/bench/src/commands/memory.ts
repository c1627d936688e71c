import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ConlluSource, collect, restoreText } from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';
import Table from 'cli-table3';
import type { Command } from 'commander';

const run = promisify(execFile);
/** Where the packages are found. */
const folder = fileURLToPath(new URL('.', import.meta.url));
const tokens = 1_000_000;

interface MemoryOptions {
  readonly model: string;
  readonly data: string;
}

const load = (model: string) => `
const { Tagger } = await import('@tagger/models');
const tagger = await Tagger.load(${JSON.stringify(model)});`;

/** What is loaded, and what gives tokens of the texts or the sentences of the corpus. */
const programs = (model: string): Readonly<Record<string, readonly [load: string, tag: string]>> => ({
  'tagTokens, sentence by sentence': [
    load(model),
    'for (const words of sentences) count += (await tagger.tagTokens(words)).length;',
  ],
  'tag, paragraph by paragraph': [
    load(model),
    'for (const text of paragraphs) count += (await tagger.tag(text)).length;',
  ],
  'tagBatch, 25,000 tokens at a time': [
    load(model),
    'count += (await tagger.tagBatch(sentences)).flat().length;',
  ],
  'wink-nlp, paragraph by paragraph': [
    `
const { default: createNlp } = await import('wink-nlp');
const { default: model } = await import('wink-eng-lite-web-model');
const nlp = createNlp(model, ['sbd', 'pos']);`,
    'for (const text of paragraphs) count += nlp.readDoc(text).tokens().out(nlp.its.pos).length;',
  ],
});

/** Tags in a process of its own, and prints bytes above what the process had before: once loaded, and at most. */
const measure = (input: string, [load, tag]: readonly [string, string]) => `
import { readFileSync } from 'node:fs';
const { paragraphs, sentences } = JSON.parse(readFileSync(${JSON.stringify(input)}, 'utf8'));
const before = process.memoryUsage().rss;
${load}
const loaded = process.memoryUsage().rss;
for (let count = 0; count < ${tokens}; ) { ${tag} }
console.log(JSON.stringify([loaded - before, 1024 * process.resourceUsage().maxRSS - before]));
process.exit();`;

export function addMemoryCommand(program: Command): void {
  program
    .command('memory')
    .description(`memory above what Node.js has itself, with ${tokens} tokens tagged: a process each time`)
    .requiredOption('--model <file>', 'a model of Tagger')
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA: its ewt/ is tagged')
    .action(async ({ model, data }: MemoryOptions) => {
      const own = await mkdtemp(join(tmpdir(), 'memory-'));
      try {
        const input = join(own, 'corpus.json');
        await writeFile(input, JSON.stringify(await readTexts(data)));
        const table = new Table({
          head: ['program', 'MB once loaded', 'MB at most'],
          colAligns: ['left', 'right', 'right'],
          style: { head: [], border: [] },
        });
        for (const [name, parts] of Object.entries(programs(resolve(model)))) {
          const code = ['--input-type=module', '-e', measure(input, parts)];
          const bytes: number[] = JSON.parse((await run(process.execPath, code, { cwd: folder })).stdout);
          table.push([name, ...bytes.map((value) => (value / 1e6).toFixed(0))]);
        }
        console.log(table.toString());
      } finally {
        await rm(own, { recursive: true });
      }
    });
}

async function readTexts(data: string) {
  const sentences = await collect(readCorpus(join(data, 'ewt/test.conllu')));
  const text = restoreText(sentences.map(({ source }) => source as ConlluSource));
  return { paragraphs: text.split('\n\n'), sentences: sentences.map(({ words }) => words) };
}
