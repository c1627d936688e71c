import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Message, Order } from './messages';
import { targets } from './targets';

interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly runs?: number;
  readonly target?: readonly string[];
  readonly path?: string;
}

/** Megabytes of the checking process's heap, and seconds without a word after which it is taken to be stuck. */
const limits = { heap: 1024, silence: 120 };

const names = targets.map(({ name }) => name);

await new Command('fuzz')
  .description('Gives every reader and the library odd input: errors of ours, or right results.')
  .option('--seconds <n>', 'how long, for all targets together', readCount, 60)
  .option(
    '--runs <n>',
    'inputs for each target in the place of a time: the same ones for the same seed',
    readCount,
  )
  .option('--seed <n>', 'what is drawn', readCount, 1)
  .addOption(new Option('--target <name...>', 'these alone').choices(names))
  .option('--path <path>', 'the one input of a find')
  .action(async ({ seconds, seed, runs, target, path }: Options) => {
    const workspace = mkdtempSync(join(tmpdir(), 'tagger-fuzz-'));
    const order: Order = {
      names: target ?? names,
      seed,
      runs: path === undefined ? (runs ?? Number.POSITIVE_INFINITY) : 1,
      seconds: runs === undefined ? seconds : Number.POSITIVE_INFINITY,
      path,
      workspace,
    };
    try {
      process.exitCode = await check(order);
    } finally {
      rmSync(workspace, { recursive: true, force: true });
    }
  })
  .parseAsync();

/** Lets a process of its own check, since an input may end it, or never end. Gives the exit status. */
function check(order: Order): Promise<number> {
  const child = fork(fileURLToPath(new URL('./run-turns.js', import.meta.url)), {
    execArgv: [`--max-old-space-size=${limits.heap}`],
    serialization: 'advanced',
  });
  child.send(order);
  let finds = 0;
  let last: Extract<Message, { type: 'run' }> | undefined;
  let silence: NodeJS.Timeout | undefined;
  let isInterrupted = false;
  const kill = () => child.kill('SIGKILL');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      isInterrupted = true;
      kill();
    });
  child.on('message', (message: Message) => {
    clearTimeout(silence);
    silence = setTimeout(kill, limits.silence * 1000);
    if (message.type === 'run') last = message;
    else if (message.type === 'done')
      console.log(`${message.target}: ${message.runs} inputs in ${message.seconds.toFixed(1)} s`);
    else {
      finds += 1;
      const { seed, path, input, problem } = message.find;
      report(message.target, seed, path, `${problem}\ninput: ${input}`);
    }
  });
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearTimeout(silence);
      if (isInterrupted) return resolve(130);
      if (code !== 0) {
        finds += 1;
        const problem = `the process ended with ${signal ?? `status ${code}`}: a crash, too much memory, or an endless run`;
        report(last?.target ?? 'none', last?.seed ?? order.seed, String(last?.index ?? 0), problem);
      }
      resolve(finds > 0 ? 1 : 0);
    });
  });
}

function report(target: string, seed: number, path: string, problem: string): void {
  console.log(`\nFOUND by ${target}, seed ${seed}, path ${path}\n${problem}`);
  console.log(`replay: pnpm fuzz --target ${target} --seed ${seed} --path ${path}\n`);
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new InvalidArgumentError('It is a whole number.');
}
