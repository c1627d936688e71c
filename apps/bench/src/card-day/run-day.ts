import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Table from 'cli-table3';
import type { DayOptions } from './day-options';
import type { TrainingMeasure } from './measure-training';
import type { KernelTime } from './profile-kernels';

const execute = promisify(execFile);
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Words in an epoch of UD English-EWT. */
const epochTokens = 204_577;

interface Row {
  readonly part: string;
  readonly flags: Readonly<Record<string, string | number>>;
  readonly result?: unknown;
  readonly problem?: string;
}

/** Runs all parts, each in a process of its own, as long as there is time, and prints and writes what they give. */
export async function runDay(options: DayOptions): Promise<void> {
  const { output, minutes, presets, batches, torch } = options;
  mkdirSync(output, { recursive: true });
  const end = performance.now() + 60_000 * minutes;
  const rows: Row[] = [];
  const run = async (part: string, flags: Row['flags'], start: Promise<{ stdout: string }>) => {
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
  const node = async (part: string, flags: Row['flags'] = {}) => {
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
  const has = (part: string) => options.parts.includes(part);
  if (has('contract')) await run('contract', {}, runContract(limit()));
  if (has('training'))
    for (const preset of presets)
      for (const batch of batches) await node('training', { preset, batch, device: 'webgpu' });
  if (has('kernels'))
    for (const batch of new Set([batches[0]!, batches.at(-1)!]))
      for (const preset of presets) await node('kernels', { preset, batch });
  if (has('torch') && torch)
    for (const size of [16, 64, 256])
      await run('torch', { batch: size }, runTorch(torch, options, size, limit()));
  if (has('tagging')) for (const device of ['webgpu', 'cpu']) await node('tagging', { device });
  if (has('cpu')) {
    for (const preset of presets) await node('training', { preset, batch: batches[0]!, device: 'cpu' });
    await node('training', { preset: 'report', batch: batches[0]!, device: 'cpu', threads: 8 });
  }
  if (has('host'))
    for (const preset of presets) await node('training', { preset, batch: batches[0]!, device: 'null' });
  const text = describeDay(rows);
  writeFileSync(join(output, 'results.txt'), `${text}\n`);
  console.log(text);
}

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
function runTorch(script: string, { corpus }: DayOptions, batch: number, timeout: number) {
  return execute('python3', [beside('torch_on_card.py'), script, join(corpus, 'train.conllu'), `${batch}`], {
    timeout,
  });
}

function describeDay(rows: readonly Row[]): string {
  const speeds = new Table({
    head: ['network', 'batch', 'device', 'epoch, s', 'tokens/s', 'host, ms/step'],
    style: { head: [], border: [] },
  });
  for (const { part, flags, result } of rows) {
    if (part !== 'training' || !result) continue;
    const { tokensPerSecond, hostMilliseconds, isWholeEpoch } = result as TrainingMeasure;
    const device = nameDevice(flags);
    const host = Number.isFinite(hostMilliseconds) ? hostMilliseconds?.toFixed(2) : '';
    const epoch = `${(epochTokens / tokensPerSecond).toFixed(2)}${isWholeEpoch ? '' : ' (of a part)'}`;
    speeds.push([
      flags.preset!,
      flags.batch!,
      device,
      epoch,
      Math.round(tokensPerSecond).toLocaleString('en'),
      host ?? '',
    ]);
  }
  const kernels = rows.flatMap(({ part, flags, result }) =>
    part === 'kernels' && result ? [describeKernels(flags, result as KernelTime[])] : [],
  );
  const others = rows
    .filter(({ part }) => !['training', 'kernels'].includes(part))
    .map(({ part, flags, result }) => `${part} ${JSON.stringify(flags)} ${JSON.stringify(result)}`);
  const problems = rows.flatMap(({ part, flags, problem }) =>
    problem ? [`${part} ${JSON.stringify(flags)}: not measured: ${problem}`] : [],
  );
  const processor = `${cpus()[0]?.model}, ${cpus().length} cores`;
  return [processor, ...others, ...kernels, speeds.toString(), ...problems].join('\n');
}

function nameDevice({ device, threads = 1 }: Row['flags']): string {
  if (device === 'cpu') return `cpu, threads: ${threads}`;
  return device === 'null' ? 'the host alone' : 'card';
}

function describeKernels({ preset, batch }: Row['flags'], times: readonly KernelTime[]): string {
  const total = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const list = times.map(({ name, count, milliseconds }) => `${name} ×${count} ${milliseconds.toFixed(3)}`);
  return `${preset}, batch ${batch}: ${total.toFixed(3)} ms of kernels: ${list.join('; ')}`;
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
  return error.stderr?.split('\n').find((line) => /error/i.test(line)) ?? error.message.split('\n')[0]!;
}
