import { join } from 'node:path';
import { TaggerError } from '@tagger/core';
import { type LoadOptions, Tagger } from '@tagger/models';
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
  readonly card?: boolean;
  readonly json?: boolean;
}

export function addRuntimesCommand(program: Command): void {
  program
    .command('runtimes')
    .description(
      'tokens/s of a model on ONNX Runtime, in WebAssembly and on a graphics card, and where their tags differ',
    )
    .requiredOption('--model <file>', 'a model of Tagger')
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA: its ewt/ is tagged')
    .addOption(
      new Option('--split <name>', 'what they tag').choices(['train', 'dev', 'test']).default('test'),
    )
    .option('--runs <n>', 'runs of each, alternating', Number, 11)
    .option('--card', 'a graphics card, too: by WebGPU')
    .option('--web', 'ONNX Runtime in WebAssembly, too: onnxruntime-web')
    .option('--json', 'print the results as JSON')
    .action(async (options: RuntimesOptions) => console.log(await compareRuntimes(options)));
}

async function compareRuntimes(options: RuntimesOptions): Promise<string> {
  const { model, data, split, runs, web, card, json } = options;
  if (!(Number.isInteger(runs) && runs >= 1))
    throw new TaggerError(`--runs is a whole number of at least 1, not ${runs}`);
  const sentences = (await readSentences(join(data, 'ewt', `${split}.conllu`))).map(({ words }) => words);
  env.wasm.numThreads = 1;
  const places: LoadOptions[] = [
    { device: 'cpu', threads: 1, runtime: web ? await importWebRuntime() : 'onnx' },
    { device: 'cpu', runtime: 'wasm' },
    ...(card ? [{ device: 'webgpu' } as const] : []),
  ];
  const taggers = await Promise.all(places.map((place) => Tagger.load(model, place)));
  const programs = taggers.map((tagger) => ({
    name: tagger.runtimeName,
    run: () => tagger.tagBatch(sentences),
  }));
  const speeds = await compareTagging(programs, sentences.flat().length, runs);
  const tagged: ScoredTag[][] = [];
  for (const tagger of taggers) tagged.push((await tagger.tagBatch(sentences)).flat());
  const results = speeds.map((speed, index) => ({ ...speed, ...compareTags(tagged[0]!, tagged[index]!) }));
  if (json) return JSON.stringify(results, null, 2);
  const table = new Table({
    head: ['runtime', 'tokens/s', 'ratio', 'other tags', 'scores of the same tag differ by'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { name, tokensPerSecond, ratio, differingTags, largestDifference } of results)
    table.push([
      name,
      tokensPerSecond.toLocaleString('en'),
      ratio.toFixed(2),
      differingTags,
      largestDifference.toFixed(5),
    ]);
  return `${table}\n${tagged[0]!.length} tokens`;
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
  return { differingTags, largestDifference };
}
