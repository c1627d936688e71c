import { execFile } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';

export interface SystemDescription {
  readonly system: string;
  readonly node: string;
  readonly processor: string;
  readonly memory: string;
  /** Cards that the driver of NVIDIA knows, with its version; other cards are named by WebGPU. */
  readonly nvidia: readonly string[];
}

export async function describeSystem(): Promise<SystemDescription> {
  const processors = cpus();
  return {
    system: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    processor: `${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    nvidia: await listNvidiaCards(),
  };
}

async function listNvidiaCards(): Promise<string[]> {
  const query = ['--query-gpu=name,driver_version', '--format=csv,noheader'];
  const { stdout } = await promisify(execFile)('nvidia-smi', query).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter((line) => line.includes(', '))
    .map((line) => line.replace(', ', ', driver '));
}
