import { cpus } from 'node:os';
import Table from 'cli-table3';
import type { TrainingMeasure } from './measure-training';
import type { KernelTime } from './profile-kernels';

/** What a part was asked for. */
export type Flags = Readonly<Record<string, string | number>>;

/** What a part gave, or why it gave nothing. */
export interface Row {
  readonly part: string;
  readonly flags: Flags;
  readonly result?: unknown;
  readonly problem?: string;
}

/** Words in an epoch of UD English-EWT. */
const epochTokens = 204_577;

const count = (value: number) => Math.round(value).toLocaleString('en');
const style = { head: [], border: [] };

/** The figures of a day, for people. */
export function describeDay(rows: readonly Row[]): string {
  const find = <Result>(part: string) =>
    rows.flatMap(({ part: own, flags, result }) =>
      own === part && result ? [{ flags, result: result as Result }] : [],
    );
  const cards = find<{ name: string; limits: Readonly<Record<string, number>> }>('adapter');
  const suites = find<{ passed: number; failed: number; failures: readonly string[] }>('contract');
  const problems = rows.filter(({ problem }) => problem);
  return [
    ...cards.map(({ result: { name, limits } }) => `${name}; ${JSON.stringify(limits)}`),
    `${cpus()[0]?.model}, ${cpus().length} cores`,
    ...suites.map(
      ({ result }) =>
        `contract: ${result.passed} passed, ${result.failed} failed ${result.failures.join(', ')}`,
    ),
    ...find<{ tokensPerSecond: number }>('tagging').map(
      ({ flags, result }) => `tagging, ${nameDevice(flags)}: ${count(result.tokensPerSecond)} tokens/s`,
    ),
    ...find<readonly KernelTime[]>('kernels').map(describeKernels),
    tabulateSpeeds(find('training'), find('torch')),
    ...problems.map(
      ({ part, flags, problem }) => `${part} ${JSON.stringify(flags)}: not measured: ${problem}`,
    ),
  ].join('\n');
}

function tabulateSpeeds(
  trainings: readonly { readonly flags: Flags; readonly result: TrainingMeasure }[],
  torch: readonly { readonly flags: Flags; readonly result: { tokens_per_second: number } }[],
): string {
  const table = new Table({
    head: ['network', 'batch', 'device', 'epoch, s', 'tokens/s', 'host, ms/step'],
    style,
  });
  const epoch = (tokensPerSecond: number) => (epochTokens / tokensPerSecond).toFixed(2);
  for (const { flags, result } of trainings) {
    const { tokensPerSecond, hostMilliseconds, isWholeEpoch } = result;
    const seconds = `${epoch(tokensPerSecond)}${isWholeEpoch ? '' : ' (of a part)'}`;
    const host = hostMilliseconds?.toFixed(2) ?? '';
    table.push([flags.preset, flags.batch, nameDevice(flags), seconds, count(tokensPerSecond), host]);
  }
  for (const { flags, result } of torch) {
    const { tokens_per_second: speed } = result;
    table.push(['report, PyTorch', flags.batch, 'card', epoch(speed), count(speed), '']);
  }
  return table.toString();
}

function nameDevice({ device, threads = 1 }: Flags): string {
  if (device === 'cpu') return `cpu, threads: ${threads}`;
  return device === 'null' ? 'the host alone' : 'card';
}

function describeKernels({
  flags: { preset, batch },
  result,
}: {
  readonly flags: Flags;
  readonly result: readonly KernelTime[];
}): string {
  const total = result.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const list = result.map((kernel) => `${kernel.name} ×${kernel.count} ${kernel.milliseconds.toFixed(3)}`);
  return `${preset}, batch ${batch}: ${total.toFixed(3)} ms of kernels: ${list.join('; ')}`;
}
