import { basename, join, resolve } from 'node:path';
import { SettingsError } from '@tagger/core';
import { collect } from '@tagger/core/internal';
import {
  createOutputFile,
  createTextWriter,
  isSameFile,
  makeFolder,
  readBytes,
  readCorpus,
  type TextWriter,
} from '@tagger/core/node';
import { describeStringFile, encodeStringFile, readModelFile } from '@tagger/models/internal';
import type { Command } from 'commander';
import { sha256 } from '../data/sha256';
import { formatBytes } from '../display/format';
import { sampleSentences } from '../export/sample-sentences';
import { createTestVectors, type TestVector } from '../export/test-vectors';
import { describeTriton } from '../export/triton';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';
import { whileLocked } from '../io/while-locked';

interface ExportFlags {
  readonly strings?: boolean;
  readonly triton?: string;
  readonly testVectors?: string | true;
  readonly output?: string;
}

const examples = `
Examples:
  $ tagger export model.onnx --strings -o words.onnx
  $ tagger export model.onnx --triton models/pos
  $ tagger export model.onnx --test-vectors test.conllu -o vectors.json

words.onnx takes the words of sentences as strings [batch, time], with empty
strings behind the last word of a sentence, and gives the labels of each column
as strings. It needs ONNX Runtime with opset 20, and no code of Tagger. The
words are to be in Unicode's form NFC; text is not tokenized in it. --triton
writes the same as a model of a Triton model repository. Test vectors are what
a model reads of words, and its tags, for programs that read model files.`;

export function defineExport(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('<model>', 'model file')
    .option('--strings', 'write an ONNX file that takes words and gives tags, as strings')
    .option('--triton <folder>', 'write the same for a Triton Inference Server')
    .option('--test-vectors [corpus]', 'write words, features, ids and tags as JSON')
    .option('-o, --output <file>', 'file to write')
    .addHelpText('after', examples)
    .action(async (model: string, flags: ExportFlags) => exit(await runExport(model, flags, io)));
}

async function runExport(model: string, flags: ExportFlags, io: Io): Promise<number> {
  const { strings, triton, testVectors, output } = flags;
  const wanted = [strings, triton, testVectors].filter((each) => each !== undefined);
  if (wanted.length !== 1)
    throw new SettingsError(wanted.length === 0 ? 'nothing says what to export' : 'one export at a time', {
      hint: 'give --strings, --triton or --test-vectors',
    });
  if (output !== undefined && output !== '-' && isSameFile(model, output))
    throw new SettingsError(`${output} is the model: the output would replace it`, {
      hint: 'give -o another file',
    });
  if (testVectors !== undefined) return exportVectors(model, testVectors, output ?? '-', io);
  if (triton !== undefined) return exportTriton(model, triton, io);
  if (output === undefined || output === '-')
    throw new SettingsError('an ONNX file is not written to standard output', { hint: 'give -o words.onnx' });
  return whileLocked(io, { files: [output] }, () => exportStrings(model, output, io));
}

async function exportStrings(model: string, output: string, io: Io): Promise<number> {
  const file = readModelFile(await readAll(model), model);
  const bytes = encodeStringFile(file);
  await writeFile(output, bytes);
  const { input, outputs } = describeStringFile(file.description);
  const rows = Object.entries(outputs).map(([name, column]) => `  gives ${name}: ${column}\n`);
  io.stdout.write(
    `${output}: ${formatBytes(bytes.length)}, opset 20\n  takes ${input}: strings [batch, time]\n${rows.join('')}`,
  );
  return exitStatus.done;
}

/** A model repository has a folder for each model, named as the model is, with its configuration and a folder for each version. */
async function exportTriton(model: string, folder: string, io: Io): Promise<number> {
  const file = readModelFile(await readAll(model), model);
  const bytes = encodeStringFile(file);
  const name = basename(resolve(folder));
  return whileLocked(io, { folder }, async () => {
    await makeFolder(join(folder, '1'));
    await writeFile(join(folder, '1', 'model.onnx'), bytes);
    await writeFile(join(folder, 'config.pbtxt'), describeTriton(name, describeStringFile(file.description)));
    io.stdout.write(`${folder}: the model ${name}, version 1, ${formatBytes(bytes.length)}\n`);
    return exitStatus.done;
  });
}

async function exportVectors(model: string, corpus: string | true, output: string, io: Io): Promise<number> {
  const bytes = await readAll(model);
  return whileLocked(io, { files: [output] }, async () => {
    const writer = await createTextWriter(output, io.stdout);
    try {
      const head = { model: { file: basename(model), sha256: sha256(bytes) } };
      await writeVectors(createTestVectors(bytes, model, readSentences(corpus, io)), head, writer);
      await writer.close();
    } catch (error) {
      await writer.abort();
      throw error;
    }
    return exitStatus.done;
  });
}

/** A sentence in each line. */
async function writeVectors(
  vectors: AsyncIterable<TestVector>,
  head: Readonly<Record<string, unknown>>,
  writer: TextWriter,
): Promise<void> {
  let before = `${JSON.stringify(head).slice(0, -1)},"sentences":[\n`;
  for await (const vector of vectors) {
    if (!(await writer.write(before + JSON.stringify(vector)))) return;
    before = ',\n';
  }
  await writer.write('\n]}\n');
}

async function* readSentences(corpus: string | true, io: Io): AsyncGenerator<readonly string[]> {
  if (corpus === true) return yield* sampleSentences;
  for await (const { words } of readCorpus(corpus, { input: io.stdin })) yield words;
}

async function readAll(model: string): Promise<Buffer> {
  return Buffer.concat(await collect(readBytes(model)));
}

async function writeFile(path: string, content: Uint8Array | string): Promise<void> {
  const file = await createOutputFile(path);
  file.stream.write(content);
  await file.commit();
}
