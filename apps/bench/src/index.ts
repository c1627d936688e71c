import { Command, Option } from 'commander';
import { measureSpeed, type SpeedOptions } from './speed';

const program = new Command('bench').description('Measurements beside other programs.');

program
  .command('speed')
  .description("tokens/s of one training epoch, at the report's settings")
  .requiredOption('--corpus FOLDER', 'folder with train.conllu and dev.conllu')
  .option('--torch FILE', 'the same protocol in PyTorch, to compare with')
  .addOption(new Option('--model NAME', 'network').choices(['rnn', 'lstm']).default('lstm'))
  .option('--runs N', 'runs of each program, alternating', Number, 3)
  .action(async (options: SpeedOptions) => console.log(await measureSpeed(options)));

await program.parseAsync();
