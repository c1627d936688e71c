import { join } from 'node:path';
import { TaggerError } from '@tagger/core';
import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { readSentences } from '../corpora';
import { compareTagging, loadTaggerProgram, type TimedResult } from '../peers/compare-tagging';
import { winkNlp } from '../peers/wink-nlp';

interface TaggingOptions {
  readonly model: string;
  readonly data: string;
  readonly split: string;
  readonly runs: number;
  readonly json?: boolean;
}

export function addTaggingCommand(program: Command): void {
  program
    .command('tagging')
    .description('tokens/s of a model beside wink-nlp: one process, one thread each')
    .requiredOption('--model <file>', 'a model of Tagger')
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA: its ewt/ is tagged')
    .addOption(new Option('--split <name>', 'what they tag').choices(['dev', 'test']).default('test'))
    .option('--runs <n>', 'runs of each, alternating', Number, 21)
    .option('--json', 'print the results as JSON')
    .action(async (options: TaggingOptions) => console.log(await compare(options)));
}

async function compare({ model, data, split, runs, json }: TaggingOptions): Promise<string> {
  if (!(Number.isInteger(runs) && runs >= 1))
    throw new TaggerError(`--runs is a whole number of at least 1, not ${runs}`);
  const sentences = (await readSentences(join(data, 'ewt', `${split}.conllu`))).map(({ words }) => words);
  const wink = await winkNlp.load();
  const results = await compareTagging(
    [
      {
        name: `wink-nlp ${winkNlp.version}`,
        // Its tags alone: its documents would fill the memory.
        tagAll: (sentences) => sentences.map((words) => wink.tag(words).tags),
      },
      await loadTaggerProgram('Tagger', model),
    ],
    sentences,
    runs,
  );
  return json ? JSON.stringify(results, null, 2) : formatResults(results);
}

function formatResults(results: readonly TimedResult[]): string {
  const table = new Table({
    head: ['program', 'tokens/s', 'ratio'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { name, tokensPerSecond, ratio } of results)
    table.push([name, tokensPerSecond.toLocaleString('en'), ratio.toFixed(2)]);
  return table.toString();
}
