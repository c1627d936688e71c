import { SettingsError } from '@tagger/core';
import type { Neighbour } from '@tagger/embeddings';
import { readVectors } from '@tagger/embeddings/node';
import type { Command } from 'commander';
import { createBar } from '../display/bar';
import { renderTable } from '../display/table';
import { parseCount } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';

interface NeighboursFlags {
  readonly analogy?: boolean;
  readonly count: number;
  readonly limit?: number;
  readonly json?: boolean;
}

/** What was asked, and the words found. */
interface Answer {
  readonly query: string;
  readonly neighbours: readonly Neighbour[];
}

const examples = `
Examples:
  $ tagger neighbours vectors.vec house garden
  $ tagger neighbours vectors.vec --analogy man king woman
  $ tagger neighbours glove.6B.300d.txt house --limit 100000 --json

Reads word2vec (text and binary), GloVe and fastText (.vec) files, plain or .gz.`;

export function defineNeighbours(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<vectors>', 'file of word vectors')
    .argument('<word...>', 'words to look up')
    .option('--analogy', 'three words: what is to the third as the second is to the first')
    .option('--count <n>', 'number of words to show', parseCount, 10)
    .option('--limit <n>', 'read only the first n words of the file', parseCount)
    .option('--json', 'print them as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, words: string[], flags: NeighboursFlags) =>
      exit(await runNeighbours(file, words, flags, io)),
    );
}

async function runNeighbours(
  file: string,
  words: readonly string[],
  { analogy, count, limit, json }: NeighboursFlags,
  io: Io,
): Promise<number> {
  if (analogy && words.length !== 3)
    throw new SettingsError(`--analogy takes three words, not ${words.length}`);
  const bar = createBar(io, 'reading {bar} {percentage}%');
  const interruption = new Interruption(io);
  const { signal } = interruption;
  const warnings: string[] = [];
  bar?.start(1, 0);
  try {
    const vectors = await readVectors(file, {
      onWarning: (warning) => warnings.push(warning),
      ...(limit ? { keep: (word, rank) => rank < limit || words.includes(word) } : {}),
      onProgress: (share) => bar?.update(share),
      signal,
    });
    bar?.stop();
    for (const warning of warnings) io.stderr.write(`tagger: ${warning}\n`);
    const [a, b, c] = words as [string, string, string];
    const answers: Answer[] = analogy
      ? [{ query: `${a} : ${b} = ${c} : ?`, neighbours: vectors.analogy(a, b, c, count) }]
      : words.map((word) => ({ query: word, neighbours: vectors.nearest(word, count) }));
    io.stdout.write(json ? `${JSON.stringify(answers, null, 2)}\n` : answers.map(render).join('\n'));
    return exitStatus.done;
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    return interruption.status;
  } finally {
    bar?.stop();
    interruption.end();
  }
}

function render({ query, neighbours }: Answer): string {
  const rows = neighbours.map(({ word, similarity }) => [word, similarity.toFixed(4)]);
  return `${renderTable(rows, [query, 'similarity'])}\n`;
}
