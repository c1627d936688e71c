import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What one epoch of a program took. */
export interface EpochMeasure {
  readonly epoch: number;
  readonly seconds: number;
  readonly tokens_per_second: number;
  /** On the test corpus, if there is one. */
  readonly accuracy?: number;
  readonly memory_mb?: number;
}

/** A training program that prints one JSON line an epoch. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export async function runProgram(program: Program): Promise<EpochMeasure[]> {
  const env = { ...process.env, ...program.environment };
  const { stdout } = await promisify(execFile)(program.command, program.arguments, { env });
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as EpochMeasure);
}

interface EpochOptions {
  readonly model: string;
  readonly train: string;
  readonly test?: string;
}

/** By sentences, or by words. */
export type BatchSize = { readonly batch: number } | { readonly 'batch-tokens': number };

/** One epoch of ours. */
export function trainEpoch(
  name: string,
  options: EpochOptions & {
    readonly threads?: number;
    readonly device?: string;
    readonly runtime?: 'native' | 'web';
    readonly engine?: string;
    readonly sentences?: number;
    readonly epochs?: number;
  } & Partial<BatchSize>,
): Program {
  const script = fileURLToPath(new URL('train-epochs.js', import.meta.url));
  return { name, command: process.execPath, arguments: [script, ...toFlags(options)] };
}

/** One epoch of the same protocol in PyTorch, on one thread. */
export function trainEpochInTorch(script: string, options: EpochOptions): Program {
  return {
    name: 'PyTorch, threads: 1',
    command: '/usr/bin/python3',
    arguments: [script, ...toFlags({ ...options, epochs: 1, threads: 1 })],
    environment: { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  };
}

function toFlags(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
}
