import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { app } from './prepare';

const run = promisify(execFile);

/** Runs a program of the application. @returns what it prints, JSON */
export async function runProgram(command: string, ...args: string[]) {
  return JSON.parse((await runCommand(command, ...args)).stdout);
}

/** Without the packages of the repository, which a script of pnpm names in NODE_PATH. */
export const env = { ...process.env, NODE_PATH: '' };

/** @throws with all that a command prints if it fails */
export function runCommand(command: string, ...args: string[]) {
  return run(command, args, { cwd: app, env, maxBuffer: 2 ** 26, timeout: 240_000 }).catch((error) => {
    throw new Error(`${error.message}\n${error.stdout}`);
  });
}

/** What this Node.js answers. */
export const expected = await runProgram(process.execPath, join(app, 'server.js'));
