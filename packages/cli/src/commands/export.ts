import { SettingsError } from '@tagger/core';
import { collect } from '@tagger/core/internal';
import { createOutputFile, isSameFile, readBytes } from '@tagger/core/node';
import { describeStringFile, encodeStringFile, readModelFile } from '@tagger/models/internal';
import type { Command } from 'commander';
import { formatBytes } from '../display/format';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';
import { whileLocked } from '../io/while-locked';

interface ExportFlags {
  readonly strings?: boolean;
  readonly output?: string;
}

const examples = `
Examples:
  $ tagger export model.onnx --strings -o words.onnx

words.onnx takes the words of sentences as strings [batch, time], with empty
strings behind the last word of a sentence, and gives the labels of each column
as strings. It needs ONNX Runtime 1.17 or later, and no code of Tagger. The
words are to be in Unicode's form NFC. Text is not tokenized in it.`;

export function defineExport(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<model>', 'model file')
    .option('--strings', 'write an ONNX file that takes words and gives tags, as strings')
    .option('-o, --output <file>', 'file to write')
    .addHelpText('after', examples)
    .action(async (model: string, flags: ExportFlags) => exit(await runExport(model, flags, io)));
}

async function runExport(model: string, { strings, output }: ExportFlags, io: Io): Promise<number> {
  if (!strings) throw new SettingsError('nothing says what to export', { hint: 'give --strings' });
  if (output === undefined || output === '-')
    throw new SettingsError('an ONNX file is not written to standard output', { hint: 'give -o words.onnx' });
  if (isSameFile(model, output))
    throw new SettingsError(`${output} is the model: the output would replace it`, {
      hint: 'give -o another file',
    });
  return whileLocked(io, { files: [output] }, async () => {
    const file = readModelFile(Buffer.concat(await collect(readBytes(model))), model);
    const bytes = encodeStringFile(file);
    await writeBytes(output, bytes);
    const { input, outputs } = describeStringFile(file.description);
    const rows = Object.entries(outputs).map(([name, column]) => `  gives ${name}: ${column}\n`);
    io.stdout.write(
      `${output}: ${formatBytes(bytes.length)}, opset 20\n  takes ${input}: strings [batch, time]\n${rows.join('')}`,
    );
    return exitStatus.done;
  });
}

async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  const file = await createOutputFile(path);
  file.stream.write(bytes);
  await file.commit();
}
