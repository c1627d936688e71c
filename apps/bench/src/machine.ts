import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import packageJson from '../package.json';

/** What a figure depends on beside the settings. */
export interface Machine {
  readonly system: string;
  readonly processor: string;
  readonly memory: string;
  readonly node: string;
  readonly packages: Readonly<Record<string, string>>;
  /** Of the sources; `unknown` where there is no git. */
  readonly commit: string;
}

/** From where `@tagger/models` finds its packages. */
const require = createRequire(import.meta.resolve('@tagger/models'));

export async function describeMachine(): Promise<Machine> {
  const processors = cpus();
  const git = promisify(execFile)('git', ['describe', '--always', '--dirty', '--abbrev=12']);
  return {
    system: `${type()} ${release()}`,
    processor: `${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    packages: { tagger: packageJson.version, 'onnxruntime-node': findVersion('onnxruntime-node') },
    commit: await git.then(
      ({ stdout }) => stdout.trim(),
      () => 'unknown',
    ),
  };
}

function findVersion(name: string): string {
  try {
    return require(`${name}/package.json`).version;
  } catch {
    return 'not installed';
  }
}
