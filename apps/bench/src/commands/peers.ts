import { join, parse } from 'node:path';
import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { listPeers } from '../peers/list-peers';
import type { PeerResult } from '../peers/measure-peer';
import { runPeers } from '../peers/run-peers';

interface PeersOptions {
  readonly corpus: string;
  readonly split: string;
  readonly model?: readonly string[];
  readonly torch?: string;
  readonly json?: boolean;
}

export function addPeersCommand(program: Command): void {
  program
    .command('peers')
    .description('other part-of-speech taggers on the same corpus: accuracy and tokens/s')
    .requiredOption('--corpus <folder>', 'folder with train.conllu, dev.conllu and test.conllu')
    .addOption(new Option('--split <name>', 'what they tag').choices(['dev', 'test']).default('test'))
    .option('--model <file...>', 'models of Tagger, to compare with')
    .option('--torch <file>', 'the training protocol in PyTorch: it learns first, which takes minutes')
    .option('--json', 'print the results as JSON')
    .action(async (options: PeersOptions) => console.log(await measurePeers(options)));
}

async function measurePeers({ corpus, split, model = [], torch, json }: PeersOptions): Promise<string> {
  const [train, test] = [join(corpus, 'train.conllu'), join(corpus, `${split}.conllu`)];
  const models = model.map((file) => ({ name: `Tagger ${parse(file).name}`, file }));
  const results = await runPeers(listPeers({ train, test, models, torch }), (result) =>
    console.error(
      `${result.name}: ${describe(result).join(', ')}${'notMeasured' in result ? '' : ' tokens/s'}`,
    ),
  );
  return json ? JSON.stringify(results, null, 2) : formatPeers(results);
}

/** A table of at most 80 columns. */
function formatPeers(results: readonly PeerResult[]): string {
  const table = new Table({
    head: ['program', 'version', 'accuracy', 'tokens/s'],
    colAligns: ['left', 'left', 'right', 'right'],
    colWidths: [18, 14, 20, 23],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const result of results) {
    const [first, second] = describe(result);
    table.push([
      result.name,
      result.version,
      ...(second ? [first!, second] : [{ colSpan: 2, content: first! }]),
    ]);
  }
  return table.toString();
}

function describe(result: PeerResult): string[] {
  if ('notMeasured' in result) return [`not measured: ${result.notMeasured}`];
  const { accuracy, tokensPerSecond } = result;
  return [`${(100 * accuracy).toFixed(2)} %`, tokensPerSecond.toLocaleString('en')];
}
