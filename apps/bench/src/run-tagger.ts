import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TaggerError } from '@tagger/core';

const command = fileURLToPath(new URL('../../../packages/cli/dist/bin.js', import.meta.url));

/** Runs the `tagger` command as a user does, and gives what it prints as JSON. */
export async function runTagger<Result>(args: readonly string[]): Promise<Result> {
  const options = { maxBuffer: 1 << 28 };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...args, '--json'], options);
    return JSON.parse(stdout) as Result;
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    const [reason = cause] = stderr.trim().split('\n').slice(-1);
    throw new TaggerError(`${commandLine(args)} failed: ${reason}`, { cause });
  }
}

/** How a reader runs it. */
export function commandLine(args: readonly string[]): string {
  return ['tagger', ...args].join(' ');
}
