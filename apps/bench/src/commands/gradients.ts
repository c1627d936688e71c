import type { Command } from 'commander';
import { findCorpus } from '../corpora';
import { measureGradients } from '../gradients/measure-gradients';
import { tabulateGradients } from '../gradients/tabulate-gradients';
import { writeTable } from '../report/write-markdown';

interface GradientOptions {
  readonly data?: string;
  readonly quick?: boolean;
}

export function addGradientsCommand(program: Command): void {
  program
    .command('gradients')
    .description('how gradients vanish and explode: the tables of docs/vanishing-gradients.md')
    .option('--data <folder>', 'folder with ewt/; by default $TAGGER_DATA, or the embedded corpus')
    .option('--quick', 'few steps on the embedded corpus')
    .action(async ({ data = process.env.TAGGER_DATA, quick = false }: GradientOptions) => {
      const corpus = findCorpus(quick ? undefined : data);
      const isSmall = quick || data === undefined;
      const experiment = await measureGradients(corpus, isSmall, (name) => console.error(name));
      console.log(tabulateGradients(experiment).map(writeTable).join('\n\n'));
    });
}
