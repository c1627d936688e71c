import { collect } from '@tagger/core/internal';
import { readBytes } from '@tagger/core/node';
import { writeModelCard } from '@tagger/models';
import { decodeModelFile } from '@tagger/models/internal';
import type { Command } from 'commander';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';

const examples = `
Examples:
  $ tagger card model.onnx
  $ tagger card model.onnx > README.md

The card with the scores on a test corpus: tagger test MODEL CORPUS --report DIR`;

export function defineCard(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<model>', 'model file')
    .addHelpText('after', examples)
    .action(async (model: string) => exit(await runCard(model, io)));
}

async function runCard(model: string, io: Io): Promise<number> {
  const bytes = Buffer.concat(await collect(readBytes(model)));
  const { card, description } = decodeModelFile(bytes, model);
  // A file from before there were cards has all that one says.
  io.stdout.write(card ?? writeModelCard(description));
  return exitStatus.done;
}
