import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../../packages/cli/dist/bin.js', import.meta.url));
const winkServer = fileURLToPath(new URL('wink-server.js', import.meta.url));

/** A server in a process of its own. */
export interface MeasuredServer {
  readonly name: string;
  readonly url: string;
  /** Milliseconds of processor time that its threads have taken; undefined where the system does not tell. */
  readCpu(): number | undefined;
  /** Ends it as a service manager does. @returns its exit status */
  stop(): Promise<number | null>;
}

/** `tagger serve` with the English model, as a user starts it. */
export function startTagger(workers: number, flags: readonly string[] = []): Promise<MeasuredServer> {
  const args = ['serve', '--port', '0', '--workers', String(workers), '--log-level', 'warn', ...flags];
  return start('tagger serve', [command, ...args]);
}

/** wink-nlp in a route of Fastify. */
export function startWink(): Promise<MeasuredServer> {
  return start('wink-nlp in Fastify', [winkServer]);
}

async function start(name: string, args: readonly string[]): Promise<MeasuredServer> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'pipe'] });
  const url = await readAddress(child);
  return {
    name,
    url,
    readCpu: () => readCpu(child.pid!),
    async stop() {
      child.kill('SIGTERM');
      const [status] = (await once(child, 'exit')) as [number | null];
      return status;
    },
  };
}

/** From Linux, which counts hundredths of a second. */
function readCpu(pid: number): number | undefined {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  // The name of the program, in brackets, may have blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function readAddress(child: ChildProcess): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr! })) {
    lines.push(line);
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error(`the server did not start: ${lines.join(' ')}`);
}
