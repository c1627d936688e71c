import { join } from 'node:path';
import { TaggerError } from '@tagger/core';
import { Tagger } from '@tagger/models';
import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { readText } from '../corpora';
import { compareTagging, type TimedProgram, type TimedResult } from '../peers/compare-tagging';
import { loadWinkReader, winkNlp } from '../peers/wink-nlp';

interface TaggingOptions {
  readonly model: string;
  readonly data: string;
  readonly split: string;
  readonly raw?: boolean;
  readonly columns?: readonly string[];
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
    .option('--raw', 'from text to all columns, in the place of from words to tags')
    .option('--columns <names>', 'columns of the model, such as upos; by default all', (names) =>
      names.split(','),
    )
    .option('--runs <n>', 'runs of each, alternating', Number, 21)
    .option('--json', 'print the results as JSON')
    .action(async (options: TaggingOptions) => console.log(await compare(options)));
}

async function compare({ model, data, split, raw, columns, runs, json }: TaggingOptions): Promise<string> {
  if (!(Number.isInteger(runs) && runs >= 1))
    throw new TaggerError(`--runs is a whole number of at least 1, not ${runs}`);
  const { text, sentences } = await readText(join(data, 'ewt', `${split}.conllu`));
  const tagger = await Tagger.load(model, { device: 'cpu', threads: 1, columns });
  const programs = raw ? await listTextPrograms(text, tagger) : await listWordPrograms(sentences, tagger);
  const results = await compareTagging(programs, sentences.flat().length, runs);
  return json ? JSON.stringify(results, null, 2) : formatResults(results);
}

/** From words to tags. */
async function listWordPrograms(
  sentences: readonly (readonly string[])[],
  tagger: Tagger,
): Promise<TimedProgram[]> {
  const wink = await winkNlp.load();
  return [
    {
      name: `wink-nlp ${winkNlp.version}`,
      // Its tags alone: its documents would fill the memory.
      run: () => sentences.map((words) => wink.tag(words).tags),
    },
    { name: 'Tagger', run: () => tagger.tagBatch(sentences) },
  ];
}

/** From text to tokens with all columns. */
async function listTextPrograms(text: string, tagger: Tagger): Promise<TimedProgram[]> {
  const name = `wink-nlp ${winkNlp.version}`;
  const { readTags, readAll } = await loadWinkReader();
  return [
    { name: `${name}: parts of speech`, run: () => readTags(text) },
    { name: `${name}: sentences, parts of speech, lemmas`, run: () => readAll(text) },
    { name: 'Tagger: sentences, all columns', run: () => tagger.tag(text) },
  ];
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
