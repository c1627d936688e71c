import { Command } from 'commander';
import { addGpuCommand } from './commands/gpu';
import { addGradientsCommand } from './commands/gradients';
import { addLinearCommand } from './commands/linear';
import { addPeersCommand } from './commands/peers';
import { addRunCommand } from './commands/run';
import { addSpeedCommand } from './commands/speed';
import { addTaggingCommand } from './commands/tagging';

const program = new Command('bench').description('What Tagger reaches, measured beside other programs.');
addRunCommand(program);
addSpeedCommand(program);
addTaggingCommand(program);
addPeersCommand(program);
addGpuCommand(program);
addGradientsCommand(program);
addLinearCommand(program);
await program.parseAsync();
