import { DeviceError } from '@tagger/models';
import type { Command } from 'commander';
import { wrapBeside } from '../display/wrap';
import { checkDevices, type DeviceCheck } from '../doctor/check-devices';
import { describeSystem, type SystemDescription } from '../doctor/describe-system';
import { listRuntimes, type RuntimePackage } from '../doctor/list-runtimes';
import { chooseEngine } from '../engines/choose-engine';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';

interface Diagnosis {
  readonly system: SystemDescription;
  readonly runtimes: readonly RuntimePackage[];
  readonly devices: readonly DeviceCheck[];
  /** What runs where no device is asked for. */
  readonly auto: { readonly train: string; readonly tag: string };
}

const examples = `
Examples:
  $ tagger doctor
  $ tagger doctor --json`;

export function defineDoctor(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples)
    .action(async ({ json }: { json?: boolean }) => {
      const diagnosis = await diagnose(io);
      io.stdout.write(json ? `${JSON.stringify(diagnosis, null, 2)}\n` : render(diagnosis));
      exit(exitStatus.done);
    });
}

async function diagnose(io: Io): Promise<Diagnosis> {
  const system = await describeSystem(io);
  const devices = await checkDevices(io);
  const cpu = devices.find(({ engine, device }) => engine === 'onnx' && device === 'cpu')!;
  const train = await chooseEngine({ device: 'auto' }, io).then(
    ({ name }) => name,
    (error: unknown) => {
      if (!(error instanceof DeviceError)) throw error;
      return `nothing: ${error.message}`;
    },
  );
  const tag = cpu.name ?? `nothing: ${cpu.reason}`;
  return { system, runtimes: listRuntimes(), devices, auto: { train, tag } };
}

function render({ system, runtimes, devices, auto }: Diagnosis): string {
  const { webgpu, nvidia, vulkan } = system;
  const card =
    'reason' in webgpu ? webgpu.reason : `${webgpu.name}${webgpu.isSoftware ? ' (software, no card)' : ''}`;
  const facts = [
    ['system', system.system],
    ['Node.js', system.node],
    ['processor', system.processor],
    ['memory', system.memory],
    ['NVIDIA cards', nvidia.length > 0 ? nvidia.join('; ') : 'none seen'],
    ...(process.platform === 'linux'
      ? [['Vulkan', vulkan.length > 0 ? vulkan.join(', ') : 'no driver']]
      : []),
    ['WebGPU card', card],
    ['auto trains', `on ${auto.train}`],
    ['auto tags', `on ${auto.tag}`],
  ] as const;
  const packages = runtimes.map(
    ({ name, version, for: use }) => `${name.padEnd(33)}${(version ?? 'not installed').padEnd(15)}${use}`,
  );
  const details = devices.map(({ engine, device, name, step = 0, reason, hint }) => {
    const title = `${engine} ${device}`;
    if (name) return wrapBeside(title, `works: ${name}; a small step takes ${step.toPrecision(2)} ms`);
    return [wrapBeside(title, `no: ${reason}`), ...(hint ? [wrapBeside('', `to get it: ${hint}`)] : [])].join(
      '\n',
    );
  });
  const lines = facts.map(([title, text]) => wrapBeside(title, text));
  return `${[...lines, '', ...packages, '', ...details].join('\n')}\n`;
}
