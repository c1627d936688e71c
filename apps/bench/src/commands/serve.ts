import { join } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { readSentences } from '../corpora';
import { median } from '../report/statistics';
import { breakRequests } from '../serve/broken-requests';
import { applyLoad, type LoadRequest, type LoadResult } from '../serve/load';
import { watchMemory } from '../serve/memory';
import { type MeasuredServer, startTagger, startWink } from '../serve/start-servers';

interface ServeOptions {
  readonly data: string;
  readonly seconds: number;
  readonly rounds: number;
  readonly overload: number;
  readonly mixed: number;
}

const connectionCounts = [1, 32, 256];
const workers = 2;
const wordsOfText = 20;
const longCharacters = 1_000_000;

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description(
      'tagger serve beside wink-nlp, next to a long text, under too much load, and under broken requests',
    )
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA: texts of its ewt/ are sent')
    .option('--seconds <n>', 'seconds of each measurement', Number, 5)
    .option('--rounds <n>', 'alternating measurements', Number, 3)
    .option('--overload <n>', 'seconds of twice the load that it can bear', Number, 20)
    .option('--mixed <n>', 'seconds of load of which a tenth is broken', Number, 120)
    .action(async (options: ServeOptions) => {
      const requests = await readRequests(options.data);
      const best = await compare(requests, options);
      await measureBesideLongText(requests, options);
      await measureOverload(requests, best, options);
      await measureMixed(requests, options);
    });
}

/** Texts of twenty words each. */
async function readRequests(data: string): Promise<LoadRequest[]> {
  const sentences = await readSentences(join(data, 'ewt/test.conllu'));
  const words = sentences.flatMap((sentence) => sentence.words);
  return Array.from({ length: 500 }, (_, index) => {
    const own = words.slice(index * wordsOfText, (index + 1) * wordsOfText);
    return { body: JSON.stringify({ text: own.join(' ') }), words: own };
  });
}

/** @returns the requests per second of `tagger serve` with the most connections */
async function compare(requests: readonly LoadRequest[], { seconds, rounds }: ServeOptions): Promise<number> {
  const servers = await Promise.all([startTagger(workers), startWink()]);
  const table = new Table({
    head: ['server', 'connections', 'requests/s', 'p50 ms', 'p99 ms'],
    style: { head: [] },
  });
  let best = 0;
  for (const server of servers) await applyLoad({ url: server.url, connections: 32, seconds, requests });
  for (const connections of connectionCounts) {
    const results = new Map<MeasuredServer, LoadResult[]>(servers.map((server) => [server, []]));
    for (let round = 0; round < rounds; round++)
      for (const [server, own] of results)
        own.push(await applyLoad({ url: server.url, connections, seconds, requests }));
    for (const [{ name }, own] of results) {
      requireRight(name, own);
      const middle = (read: (result: LoadResult) => number) => median(own.map(read));
      const speed = middle(({ requestsPerSecond }) => requestsPerSecond);
      if (name === servers[0].name) best = speed;
      const times = [middle(({ p50 }) => p50), middle(({ p99 }) => p99)];
      table.push([name, connections, Math.round(speed), ...times.map((time) => time.toFixed(0))]);
    }
  }
  console.log(table.toString());
  await Promise.all(servers.map((server) => server.stop()));
  return best;
}

function requireRight(name: string, results: readonly LoadResult[]): void {
  const wrong = results.reduce((sum, result) => sum + result.wrong + result.errors, 0);
  if (wrong > 0) console.log(`${name}: ${wrong} wrong answers or failed connections`);
}

/** Short requests and the health of the server while another client tags a text of a million characters again and again. */
async function measureBesideLongText(
  requests: readonly LoadRequest[],
  { seconds }: ServeOptions,
): Promise<void> {
  const server = await startTagger(workers);
  const { url } = server;
  const sentence = requests.map(({ words }) => words!.join(' ')).join('\n');
  const paragraphs = `${sentence}\n\n`
    .repeat(Math.ceil(longCharacters / sentence.length))
    .slice(0, longCharacters);
  for (const [name, text] of [
    ['of paragraphs', paragraphs],
    ['without a blank line', paragraphs.replaceAll('\n\n', '\n')],
  ] as const) {
    const long = [{ body: JSON.stringify({ text }), words: [] }];
    const health = [{ body: '', words: [] }];
    const [tagged, short, healthy] = await Promise.all([
      applyLoad({ url, connections: 1, seconds: 3 * seconds, requests: long }),
      applyLoad({ url, connections: 2, seconds: 3 * seconds, rate: 50, requests }),
      applyLoad({
        url,
        path: '/healthz',
        method: 'GET',
        connections: 1,
        seconds: 3 * seconds,
        rate: 50,
        requests: health,
      }),
    ]);
    const times = ({ p50, p99, longest }: LoadResult) => `p50 ${p50}, p99 ${p99}, longest ${longest} ms`;
    console.log(
      `beside texts of ${longCharacters} characters ${name} (${tagged.statuses[200] ?? 0} tagged): short requests ${times(short)}; /healthz ${times(healthy)}`,
    );
    requireRight(name, [tagged, short, healthy]);
  }
  await server.stop();
}

async function measureOverload(
  requests: readonly LoadRequest[],
  bearable: number,
  { overload, seconds }: ServeOptions,
): Promise<void> {
  const server = await startTagger(workers, ['--max-queue', '128']);
  const { url } = server;
  const before = await applyLoad({ url, connections: 1, seconds, requests });
  const memory = watchMemory(url);
  const rate = Math.round(2 * bearable);
  const result = await applyLoad({ url, connections: 1000, seconds: overload, rate, requests });
  const slope = await memory.end();
  const after = await applyLoad({ url, connections: 1, seconds, requests });
  console.log(
    `${rate} requests/s for ${overload} s: answers by status ${JSON.stringify(result.statuses)}, ${result.wrong} wrong, ${result.errors} failed connections, p99 ${result.p99}, longest ${result.longest} ms; ${slope}; p50 of one connection ${before.p50} ms before, ${after.p50} ms after`,
  );
  console.log(`exit status ${await server.stop()}`);
}

async function measureMixed(requests: readonly LoadRequest[], { mixed }: ServeOptions): Promise<void> {
  const server = await startTagger(workers);
  const { url } = server;
  const memory = watchMemory(url);
  const load = breakRequests(requests, 10);
  const result = await applyLoad({ url, connections: 32, seconds: mixed, requests: load });
  console.log(
    `mixed load for ${mixed} s: answers by status ${JSON.stringify(result.statuses)}, ${result.wrong} wrong, ${result.errors} failed connections; ${await memory.end()}`,
  );
  console.log(`exit status ${await server.stop()}`);
}
