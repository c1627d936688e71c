import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What one epoch of a program took. */
export interface EpochMeasure {
  readonly epoch: number;
  readonly seconds: number;
  readonly tokens_per_second: number;
  readonly accuracy: number;
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
