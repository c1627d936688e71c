import { Command, Option } from 'commander';
import { measureSpeed, type SpeedOptions } from './speed';

const program = new Command('bench').description('Measurements beside other programs.');

program
  .command('speed')
  .description("tokens/s of one training epoch, at the report's settings")
  .requiredOption('--corpus <folder>', 'folder with train.conllu and dev.conllu')
  .option('--torch <file>', 'the same protocol in PyTorch, to compare with')
  .addOption(new Option('--model <name>', 'network').choices(['rnn', 'lstm']).default('lstm'))
  .option('--runs <n>', 'runs of each program, alternating', Number, 3)
  .action(async (options: SpeedOptions) => console.log(await measureSpeed(options)));

await program.parseAsync();
