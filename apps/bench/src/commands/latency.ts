import { join } from 'node:path';
import { Tagger } from '@tagger/models';
import type { Command } from 'commander';
import { readSentences } from '../corpora';
import { median } from '../report/statistics';

interface LatencyOptions {
  readonly model: string;
  readonly data: string;
}

const sentence = 'I saw her duck in the park yesterday.';
const characters = 1_000_000;
const callsAtOnce = 32;

export function addLatencyCommand(program: Command): void {
  program
    .command('latency')
    .description(
      'a short sentence, calls at the same time, and the longest turn of the event loop in a text of a million characters',
    )
    .requiredOption('--model <file>', 'a model of Tagger')
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA: its ewt/ is tagged')
    .action(async ({ model, data }: LatencyOptions) => {
      const tagger = await Tagger.load(model);
      const corpus = await readSentences(join(data, 'ewt/test.conllu'));
      const text = fill(corpus.map(({ words }) => words.join(' ')).join('\n'));
      console.log(`${await measureSentence(tagger)} ms for a sentence of 9 tokens`);
      const words = corpus.map((each) => each.words);
      console.log(
        `${callsAtOnce} calls at the same time: ${await measureCalls(tagger, words)} % of the speed of one batch of them`,
      );
      for (const name of ['first', 'second'])
        console.log(`${name} text of ${characters} characters: ${await measureTurns(tagger, text)}`);
    });
}

function fill(text: string): string {
  return text.repeat(Math.ceil(characters / text.length)).slice(0, characters);
}

async function measureSentence(tagger: Tagger): Promise<string> {
  const times: number[] = [];
  // V8 compiles some of the code only after thousands of calls.
  for (let run = 0; run < 6000; run++) {
    const start = performance.now();
    await tagger.tag(sentence);
    times.push(performance.now() - start);
  }
  return median(times.slice(3000)).toFixed(3);
}

/** By the processor's time, which other programs do not take part in; alternating, over the whole corpus. */
async function measureCalls(tagger: Tagger, sentences: readonly (readonly string[])[]): Promise<string> {
  const groups: (readonly string[])[][] = [];
  for (let start = 0; start + callsAtOnce <= sentences.length; start += callsAtOnce)
    groups.push(sentences.slice(start, start + callsAtOnce));
  const measure = async (tag: (group: readonly (readonly string[])[]) => Promise<unknown>) => {
    const start = process.cpuUsage();
    for (const group of groups) await tag(group);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const shares: number[] = [];
  for (let run = 0; run < 24; run++) {
    const batches = await measure((group) => tagger.tagBatch(group));
    const calls = await measure((group) => Promise.all(group.map((words) => tagger.tagTokens(words))));
    shares.push((100 * batches) / calls);
  }
  return median(shares.slice(4)).toFixed(0);
}

/** How long others have to wait for their turn, at most; by the processor's time as well, which other programs do not take part in. */
async function measureTurns(tagger: Tagger, text: string): Promise<string> {
  const processor = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let last = [performance.now(), processor()] as const;
  const longest = [0, 0] as [number, number];
  let isRunning = true;
  const tick = () => {
    const now = [performance.now(), processor()] as const;
    for (const part of [0, 1] as const) longest[part] = Math.max(longest[part], now[part] - last[part]);
    last = now;
    if (isRunning) setImmediate(tick);
  };
  setImmediate(tick);
  const start = performance.now();
  const tokens = await tagger.tag(text);
  isRunning = false;
  const [wall, own] = longest.map((time) => `${time.toFixed(1)} ms`);
  const total = (performance.now() - start).toFixed(0);
  return `${tokens.length} tokens in ${total} ms; longest turn ${wall}, ${own} of the processor`;
}
