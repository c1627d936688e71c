import type { Command } from 'commander';
import { chooseEngine } from '../choose-engine';
import { checkDevices, type DeviceCheck } from '../doctor/check-devices';
import { describeSystem, type SystemDescription } from '../doctor/describe-system';
import { exitStatus } from '../exit-status';
import type { Io } from '../io';

interface Diagnosis {
  readonly system: SystemDescription;
  readonly devices: readonly DeviceCheck[];
  /** What trains where no device is asked for. */
  readonly auto: string;
}

const examples = `
Examples:
  $ tagger doctor
  $ tagger doctor --json`;

export function addDoctorCommand(program: Command, io: Io, exit: (status: number) => void): void {
  program
    .command('doctor')
    .description('what this machine can train and tag on, and what is missing')
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples)
    .action(async ({ json }: { json?: boolean }) => {
      const diagnosis = await diagnose(io);
      io.stdout.write(json ? `${JSON.stringify(diagnosis, null, 2)}\n` : render(diagnosis));
      exit(exitStatus.done);
    });
}

async function diagnose(io: Io): Promise<Diagnosis> {
  const system = await describeSystem();
  const devices = await checkDevices(io);
  const auto = await chooseEngine({ device: 'auto' }, io).then(
    ({ name }) => name,
    (error: Error) => error.message,
  );
  return { system, devices, auto };
}

function render({ system, devices, auto }: Diagnosis): string {
  const cards = system.nvidia.length > 0 ? system.nvidia.join('; ') : 'none seen';
  const facts = [
    ['system', system.system],
    ['Node.js', system.node],
    ['processor', system.processor],
    ['memory', system.memory],
    ['NVIDIA cards', cards],
    ['auto takes', auto],
  ];
  const lines = facts.map(([name, value]) => `${name!.padEnd(14)}${value}`);
  const details = devices.map(({ engine, device, name, reason, hint }) => {
    const title = `${engine} ${device}`.padEnd(14);
    if (name) return `${title}works: ${name}`;
    return `${title}no: ${reason}${hint ? `\n${' '.repeat(14)}to get it: ${hint}` : ''}`;
  });
  return `${[...lines, '', ...details].join('\n')}\n`;
}
