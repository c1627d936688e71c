import { join } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { readSentences } from '../corpora';
import { median } from '../report/statistics';
import { breakRequests } from '../serve/broken-requests';
import {
  applyLoad,
  describeTimes,
  type LoadOptions,
  type LoadRequest,
  type LoadResult,
  quantile,
} from '../serve/load';
import { watchMemory } from '../serve/memory';
import { type MeasuredServer, startTagger, startWink } from '../serve/start-servers';

interface ServeOptions {
  readonly data: string;
  readonly seconds: number;
  readonly rounds: number;
  readonly overload: number;
  readonly mixed: number;
  readonly workers: number;
}

const connectionCounts = [1, 32, 256];
const wordsOfText = 20;
const longCharacters = 1_000_000;
/** Requests, at least, until V8 has compiled what is used often; and the seconds that this may take. */
const warmRequests = 20_000;
const warmSeconds = 60;

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description(
      'tagger serve beside wink-nlp, next to a long text, under too much load, and under broken requests',
    )
    .requiredOption('--data <folder>', 'data folder, as of TAGGER_DATA: texts of its ewt/ are sent')
    .option('--seconds <n>', 'seconds of each measurement', Number, 5)
    .option('--rounds <n>', 'alternating measurements beside wink-nlp; 0: none', Number, 3)
    .option('--overload <n>', 'seconds of twice the load that it can bear', Number, 20)
    .option('--mixed <n>', 'seconds of load of which a tenth is broken', Number, 120)
    .option('--workers <n>', 'worker threads of tagger serve', Number, 2)
    .action(async (options: ServeOptions) => {
      const requests = await readRequests(options.data);
      const best = options.rounds > 0 ? await compare(requests, options) : undefined;
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
async function compare(
  requests: readonly LoadRequest[],
  { seconds, rounds, workers }: ServeOptions,
): Promise<number> {
  const servers = await Promise.all([startTagger(workers), startWink()]);
  const table = new Table({
    head: ['server', 'connections', 'requests/s', 'CPU µs/request', 'p50 ms', 'p99 ms'],
    style: { head: [] },
  });
  let best = 0;
  for (const { url } of servers) await warmUp(url, requests);
  for (const connections of connectionCounts) {
    const results = new Map<MeasuredServer, Measured[]>(servers.map((server) => [server, []]));
    // With one connection other code runs than with many.
    for (const { url } of servers) await applyLoad({ url, connections, seconds, requests });
    for (let round = 0; round < rounds; round++)
      for (const [server, own] of results)
        own.push(await measure(server, { connections, seconds, requests }));
    for (const [{ name }, own] of results) {
      requireRight(name, own);
      const middle = (read: (result: Measured) => number) => median(own.map(read));
      const speed = middle(({ requestsPerSecond }) => requestsPerSecond);
      if (name === servers[0].name) best = speed;
      const [p50, p99] = [0.5, 0.99].map((share) =>
        middle(({ times }) => quantile(times.get(200) ?? [], share)),
      );
      const cpu = middle((result) => result.cpu);
      table.push([name, connections, ...[speed, cpu].map(Math.round), p50!.toFixed(1), p99!.toFixed(1)]);
    }
  }
  console.log(table.toString());
  await Promise.all(servers.map((server) => server.stop()));
  return best;
}

/** @returns requests per second in the end */
async function warmUp(url: string, requests: readonly LoadRequest[]): Promise<number> {
  let speed = 0;
  for (let sent = 0, seconds = 0; sent < warmRequests && seconds < warmSeconds; seconds += 5) {
    const result = await applyLoad({ url, connections: 64, seconds: 5, requests });
    sent += result.sent;
    speed = result.requestsPerSecond;
  }
  return speed;
}

/** With the microseconds of processor time that the server took for a request. */
type Measured = LoadResult & { readonly cpu: number };

async function measure(
  { url, readCpu }: MeasuredServer,
  options: Omit<LoadOptions, 'url'>,
): Promise<Measured> {
  const before = readCpu() ?? Number.NaN;
  const result = await applyLoad({ url, ...options });
  return { ...result, cpu: (((readCpu() ?? Number.NaN) - before) * 1000) / result.sent };
}

function requireRight(name: string, results: readonly LoadResult[]): void {
  const wrong = results.reduce((sum, result) => sum + result.wrong + result.errors, 0);
  if (wrong > 0) console.log(`${name}: ${wrong} wrong answers or failed connections`);
}

/** Short requests and the health of the server while another client tags a text of a million characters again and again. */
async function measureBesideLongText(
  requests: readonly LoadRequest[],
  { seconds, workers }: ServeOptions,
): Promise<void> {
  const server = await startTagger(workers);
  const { url } = server;
  await warmUp(url, requests);
  const sentence = requests.map(({ words }) => words!.join(' ')).join('\n');
  const paragraphs = `${sentence}\n\n`
    .repeat(Math.ceil(longCharacters / sentence.length))
    .slice(0, longCharacters);
  for (const [name, text] of [
    ['of paragraphs', paragraphs],
    ['without a blank line', paragraphs.replaceAll('\n\n', '\n')],
  ] as const) {
    const long = [{ body: JSON.stringify({ text }), words: [] }];
    const health = { path: '/healthz', method: 'GET', requests: [{ body: '', words: [] }] } as const;
    const common = { url, seconds: 3 * seconds };
    const often = { ...common, connections: 8, rate: 50 };
    const [tagged, short, healthy] = await Promise.all([
      applyLoad({ ...common, connections: 1, requests: long }),
      applyLoad({ ...often, requests }),
      applyLoad({ ...often, ...health }),
    ]);
    console.log(
      `beside texts of ${longCharacters} characters ${name} (${tagged.times.get(200)?.length ?? 0} tagged): short requests ${describeTimes(short)}; /healthz ${describeTimes(healthy)}; ${describeClient(short)}`,
    );
    requireRight(name, [tagged, short, healthy]);
  }
  await server.stop();
}

function describeAnswers({ times, wrong, errors }: LoadResult): string {
  const counts = Object.fromEntries([...times].map(([status, { length }]) => [status, length]));
  return `answers by status ${JSON.stringify(counts)}, ${wrong} wrong, ${errors} failed connections`;
}

/** Whether the client kept up. */
function describeClient({ clientLag, missed }: LoadResult): string {
  return `the client was up to ${clientLag.toFixed(0)} ms late, and had no connection for ${missed} requests`;
}

async function measureOverload(
  requests: readonly LoadRequest[],
  bearable: number | undefined,
  { overload, seconds, workers }: ServeOptions,
): Promise<void> {
  if (overload === 0) return;
  const server = await startTagger(workers, ['--max-queue', '128']);
  const { url } = server;
  const warm = await warmUp(url, requests);
  const before = await applyLoad({ url, connections: 1, seconds, requests });
  const memory = watchMemory(url);
  const rate = Math.round(2 * (bearable ?? warm));
  const result = await applyLoad({ url, connections: 1000, seconds: overload, rate, requests });
  const slope = await memory.end();
  const after = await applyLoad({ url, connections: 1, seconds, requests });
  console.log(
    `${rate} requests/s for ${overload} s: ${describeAnswers(result)}; answered ${describeTimes(result, 200)}; refused ${describeTimes(result, 429)}; ${describeClient(result)}; ${slope}; one connection ${describeTimes(before)} before, ${describeTimes(after)} after`,
  );
  console.log(`exit status ${await server.stop()}`);
}

async function measureMixed(
  requests: readonly LoadRequest[],
  { mixed, workers }: ServeOptions,
): Promise<void> {
  if (mixed === 0) return;
  const server = await startTagger(workers);
  const { url } = server;
  const memory = watchMemory(url);
  const load = breakRequests(requests, 10);
  const result = await applyLoad({ url, connections: 32, seconds: mixed, requests: load });
  console.log(`mixed load for ${mixed} s: ${describeAnswers(result)}; ${await memory.end()}`);
  console.log(`exit status ${await server.stop()}`);
}
