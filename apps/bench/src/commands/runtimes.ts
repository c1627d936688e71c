import { join } from 'node:path';
import { TaggerError } from '@tagger/core';
import { Tagger } from '@tagger/models';
import { importWebRuntime } from '@tagger/models/internal';
import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { env } from 'onnxruntime-web';
import { readSentences } from '../corpora';
import { compareTagging } from '../peers/compare-tagging';

interface RuntimesOptions {
  readonly model: string;
  readonly data: string;
  readonly split: string;
  readonly runs: number;
  readonly web?: boolean;
  readonly json?: boolean;
}

export function addRuntimesCommand(program: Command): void {
  program
    .command('runtimes')
    .description(
      'tokens/s of a model on ONNX Runtime and in WebAssembly, one thread each, and where their tags differ',
    )
    .requiredOption('--model <file>', 'a model of Tagger')
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA: its ewt/ is tagged')
    .addOption(new Option('--split <name>', 'what they tag').choices(['dev', 'test']).default('test'))
    .option('--runs <n>', 'runs of each, alternating', Number, 11)
    .option('--web', 'ONNX Runtime in WebAssembly, too: onnxruntime-web')
    .option('--json', 'print the results as JSON')
    .action(async (options: RuntimesOptions) => console.log(await compareRuntimes(options)));
}

async function compareRuntimes({ model, data, split, runs, web, json }: RuntimesOptions): Promise<string> {
  if (!(Number.isInteger(runs) && runs >= 1))
    throw new TaggerError(`--runs is a whole number of at least 1, not ${runs}`);
  const sentences = (await readSentences(join(data, 'ewt', `${split}.conllu`))).map(({ words }) => words);
  env.wasm.numThreads = 1;
  const runtimes = [web ? await importWebRuntime() : 'onnx', 'wasm'] as const;
  const taggers = await Promise.all(
    runtimes.map((runtime) => Tagger.load(model, { device: 'cpu', threads: 1, runtime })),
  );
  const [onnx, wasm] = taggers as [Tagger, Tagger];
  const programs = taggers.map((tagger) => ({
    name: tagger.runtimeName,
    tagAll: (own: readonly (readonly string[])[]) => tagger.tagBatch(own),
  }));
  const speeds = await compareTagging(programs, sentences, runs);
  const differences = compareTags(
    (await onnx.tagBatch(sentences)).flat(),
    (await wasm.tagBatch(sentences)).flat(),
  );
  if (json) return JSON.stringify({ speeds, ...differences }, null, 2);
  const table = new Table({
    head: ['runtime', 'tokens/s', 'ratio'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { name, tokensPerSecond, ratio } of speeds)
    table.push([name, tokensPerSecond.toLocaleString('en'), ratio.toFixed(2)]);
  const { tokens, differingTags, largestDifference } = differences;
  return `${table}\n${differingTags} of ${tokens} tags differ; scores of the same tag by at most ${largestDifference.toFixed(5)}`;
}

interface ScoredTag {
  readonly tag: string;
  readonly score: number;
}

function compareTags(expected: readonly ScoredTag[], found: readonly ScoredTag[]) {
  let [differingTags, largestDifference] = [0, 0];
  for (const [index, { tag, score }] of expected.entries()) {
    const own = found[index]!;
    if (own.tag !== tag) differingTags++;
    else largestDifference = Math.max(largestDifference, Math.abs(own.score - score));
  }
  return { tokens: expected.length, differingTags, largestDifference };
}
