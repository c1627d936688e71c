import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { readText } from '../corpora';
import { loadTagger, loadWink, runModule } from '../run-module';

const tokens = 1_000_000;

interface MemoryOptions {
  readonly model: string;
  readonly data: string;
}

/** What is loaded, and what gives tokens of the texts or the sentences of the corpus. */
const programs = (model: string): Readonly<Record<string, readonly [load: string, tag: string]>> => ({
  'tagTokens, sentence by sentence': [
    loadTagger(model),
    'for (const words of sentences) count += (await tagger.tagTokens(words)).length;',
  ],
  'tag, paragraph by paragraph': [
    loadTagger(model),
    'for (const text of paragraphs) count += (await tagger.tag(text)).length;',
  ],
  'tagBatch, 25,000 tokens at a time': [
    loadTagger(model),
    'count += (await tagger.tagBatch(sentences)).flat().length;',
  ],
  'wink-nlp, paragraph by paragraph': [
    loadWink,
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
        const { text, sentences } = await readText(join(data, 'ewt/test.conllu'));
        await writeFile(input, JSON.stringify({ paragraphs: text.split('\n\n'), sentences }));
        const table = new Table({
          head: ['program', 'MB once loaded', 'MB at most'],
          colAligns: ['left', 'right', 'right'],
          style: { head: [], border: [] },
        });
        for (const [name, parts] of Object.entries(programs(resolve(model)))) {
          const bytes = await runModule<number[]>(measure(input, parts));
          table.push([name, ...bytes.map((value) => (value / 1e6).toFixed(0))]);
        }
        console.log(table.toString());
      } finally {
        await rm(own, { recursive: true });
      }
    });
}
