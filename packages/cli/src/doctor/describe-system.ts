import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import { findVulkanDrivers, type GraphicsCard } from '@tagger/models/webgpu';
import { findGraphicsCard } from '@tagger/trainer/internal';
import type { Io } from '../io/io';

export interface SystemDescription {
  readonly system: string;
  readonly node: string;
  readonly processor: string;
  readonly memory: string;
  /** Cards that the driver of NVIDIA knows, with its version. */
  readonly nvidia: readonly string[];
  /** Files of Vulkan's drivers, on Linux. */
  readonly vulkan: readonly string[];
  /** What WebGPU takes, or why that is not known. */
  readonly webgpu: GraphicsCard | { readonly reason: string };
}

export async function describeSystem({ env }: Io): Promise<SystemDescription> {
  const processors = cpus();
  return {
    system: [nameDistribution(), `${type()} ${release()}`, process.arch].filter(Boolean).join(', '),
    node: process.version,
    processor: `${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    nvidia: await listNvidiaCards(),
    vulkan: process.platform === 'linux' ? findVulkanDrivers(env) : [],
    webgpu: await findGraphicsCard(env).catch((error: Error) => ({ reason: error.message })),
  };
}

/** Of Linux: 'Debian GNU/Linux 12 (bookworm)'. */
function nameDistribution(): string | undefined {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

async function listNvidiaCards(): Promise<string[]> {
  const query = ['--query-gpu=name,driver_version', '--format=csv,noheader'];
  const { stdout } = await promisify(execFile)('nvidia-smi', query).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter((line) => line.includes(', '))
    .map((line) => line.replace(', ', ', driver '));
}
