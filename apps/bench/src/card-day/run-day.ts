import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DayOptions } from './day-options';
import { describeDay, type Flags, type Row } from './describe-day';

const execute = promisify(execFile);
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Runs all parts, each in a process of its own, as long as there is time, and prints and writes what they give. */
export async function runDay(options: DayOptions): Promise<void> {
  const { output, minutes } = options;
  const unknown = options.parts.find((part) => !(part in parts));
  if (unknown !== undefined)
    throw new Error(`no part ${unknown}: there are ${Object.keys(parts).join(', ')}`);
  mkdirSync(output, { recursive: true });
  const end = performance.now() + 60_000 * minutes;
  const rows: Row[] = [];
  const run = async (part: string, flags: Flags, start: Promise<{ stdout: string }>) => {
    const row = await start.then(
      ({ stdout }) => ({ part, flags, result: parseLast(stdout) }),
      (error) => ({ part, flags, problem: reason(error) }),
    );
    rows.push(row);
    writeFileSync(join(output, 'results.json'), JSON.stringify(rows, null, 1));
    const name = [part, ...Object.entries(flags).map(([flag, value]) => `${flag} ${value}`)].join(', ');
    console.error(`${name}: ${'problem' in row ? row.problem : JSON.stringify(row.result)}`);
  };
  const limit = () => Math.round(Math.max(1000, Math.min(120_000, end - performance.now())));
  const node = async (part: string, flags: Flags = {}) => {
    if (performance.now() > end) return;
    const { corpus, seconds, sentences, model } = options;
    const all = { part, corpus, seconds, sentences, model, ...flags };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    const args = given.flatMap(([name, value]) => [`--${name}`, `${value}`]);
    await run(
      part,
      flags,
      execute(process.execPath, [beside('card-day.mjs'), ...args], { timeout: limit() }),
    );
  };
  await node('adapter');
  if (rows[0]!.problem) throw new Error(`no card can be measured: ${rows[0]!.problem}`);
  for (const part of options.parts) await parts[part]!({ node, run, limit, options });
  const text = describeDay(rows);
  writeFileSync(join(output, 'results.txt'), `${text}\n`);
  console.log(text);
}

/** What a part runs with. */
interface Day {
  readonly options: DayOptions;
  /** Runs a part in a process of its own. */
  readonly node: (part: string, flags?: Flags) => Promise<void>;
  readonly run: (part: string, flags: Flags, start: Promise<{ stdout: string }>) => Promise<void>;
  /** Milliseconds that a part may take now. */
  readonly limit: () => number;
}

const parts: Readonly<Record<string, (day: Day) => Promise<void>>> = {
  contract: ({ run, limit }) => run('contract', {}, runContract(limit())),
  async training({ node, options: { presets, batches } }) {
    for (const preset of presets)
      for (const batch of batches) await node('training', { preset, batch, device: 'webgpu' });
  },
  async kernels({ node, options: { presets, batches } }) {
    for (const batch of new Set([batches[0]!, batches.at(-1)!]))
      for (const preset of presets) await node('kernels', { preset, batch });
  },
  async tagging({ node }) {
    for (const device of ['webgpu', 'cpu']) await node('tagging', { device });
  },
  async torch({ run, limit, options }) {
    if (!options.torch) return;
    for (const batch of [16, 64, 256]) await run('torch', { batch }, runTorch(options, batch, limit()));
  },
  async cpu({ node, options: { presets, batches } }) {
    const batch = batches[0]!;
    for (const preset of presets) await node('training', { preset, batch, device: 'cpu' });
    const threads = Math.min(8, availableParallelism());
    await node('training', { preset: 'report', batch, device: 'cpu', threads });
  },
  async host({ node, options: { presets, batches } }) {
    for (const preset of presets) await node('training', { preset, batch: batches[0]!, device: 'null' });
  },
};

/** @returns the summary of the suite, as JSON */
async function runContract(timeout: number): Promise<{ stdout: string }> {
  const { stdout } = await execute(process.execPath, ['--test-reporter=tap', beside('contract.mjs')], {
    timeout,
    env: { ...process.env, NVIDIA_TF32_OVERRIDE: '0' },
  }).catch((error) => error as { stdout: string });
  const count = (name: string) => Number(new RegExp(`^# ${name} (\\d+)`, 'm').exec(stdout)?.[1] ?? -1);
  const failures = Array.from(stdout.matchAll(/^ *not ok \d+ - (.*)$/gm), ([, name]) => name);
  const failed = count('fail') + count('cancelled');
  return { stdout: JSON.stringify({ passed: count('pass'), failed, failures }) };
}

/** The report's network in PyTorch, on the same card. */
function runTorch({ torch, corpus }: DayOptions, batch: number, timeout: number) {
  const args = [beside('torch_on_card.py'), torch!, join(corpus, 'train.conllu'), `${batch}`];
  return execute('python3', args, { timeout });
}

function parseLast(output: string): unknown {
  const line = output
    .split('\n')
    .filter((text) => text.startsWith('{') || text.startsWith('['))
    .at(-1);
  return line === undefined ? undefined : JSON.parse(line);
}

function reason(error: Error & { readonly stderr?: string; readonly killed?: boolean }): string {
  if (error.killed) return 'there was no more time';
  return error.stderr?.trim().split('\n').at(-1) || error.message.split('\n')[0]!;
}
