import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SettingsError } from '@tagger/core';
import { toFileError } from '@tagger/core/node';
import { logLevels, type ModelOption, startServer } from '@tagger/server';
import { isLoopback } from '@tagger/server/internal';
import { type Command, Option } from 'commander';
import { collectTexts } from '../flags/collect-texts';
import { parseCount, parseNames, parsePort, parseSize, parseThreads, parseTimeout } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { findEnglishModel } from '../models/english-model';

interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly only?: readonly string[];
  readonly workers?: number;
  readonly maxBody: number;
  readonly timeout: number;
  readonly maxQueue: number;
  readonly watch?: boolean;
  readonly tokenFile?: string;
  readonly allowOrigin: readonly string[];
  readonly logLevel: (typeof logLevels)[number];
}

const examples = `
Examples:
  $ tagger serve                                   (the English model)
  $ tagger serve model.onnx --port 9000 --watch
  $ tagger serve en=english.onnx ko=korean.onnx --workers 4
  $ tagger serve model.onnx --host 0.0.0.0 --token-file tokens.txt
  $ curl localhost:8080/v1/tag --json '{"text": "I saw her duck."}'

A model has the name of its file without .onnx, or the name before =. Requests
that name no model get the first. The page is at /, the description of all
routes at /openapi.json. SIGTERM and Ctrl-C answer what was accepted, then end.`;

export function defineServe(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('[models...]', 'model files (.onnx), or NAME=FILE; by default @tagger/model-en')
    .option('--port <n>', 'port to listen at; 0 takes a free one', parsePort, 8080)
    .option(
      '--host <address>',
      'address to listen at; by default this computer alone reaches it',
      '127.0.0.1',
    )
    .option(
      '--only <columns>',
      'of models of several columns, these alone: upos,lemma',
      parseNames('upos,lemma'),
    )
    .option('--workers <n>', 'worker threads of each model; by default one for each processor', parseThreads)
    .option('--max-body <size>', 'largest body, and longest line of a stream: 4M, 512K', parseSize, 2 ** 22)
    .option('--timeout <s>', 'seconds that a request may take', parseTimeout, 30)
    .option('--max-queue <n>', 'requests at once; one counts once more for each 16 KiB', parseCount, 1000)
    .option('--watch', 'load a model again when its file changes')
    .option('--token-file <file>', 'require one of the tokens in this file, one on each line')
    .option(
      '--allow-origin <origin>',
      'let pages of this origin read answers, or of all (*)',
      collectTexts,
      [],
    )
    .addOption(new Option('--log-level <name>', 'what to log').choices(logLevels).default('info'))
    .addHelpText('after', examples)
    .action(async (models: readonly string[], flags: ServeFlags) => exit(await runServe(models, flags, io)));
}

async function runServe(files: readonly string[], flags: ServeFlags, io: Io): Promise<number> {
  const { host, port, only, workers, maxBody, timeout, maxQueue, watch, tokenFile, allowOrigin, logLevel } =
    flags;
  const models = files.map(readModelArgument);
  if (models.length === 0) models.push({ name: 'model-en', source: await findEnglishModel(io) });
  const tokens = tokenFile === undefined ? undefined : await readTokens(tokenFile);
  const server = await startServer({
    models: models.map((model) => ({ ...model, columns: only })),
    host,
    port,
    workers,
    maxBody,
    timeout: Math.ceil(timeout * 1000),
    maxQueue,
    watch,
    tokens,
    allowOrigins: allowOrigin,
    logLevel,
    logStream: io.stdout,
  });
  const interruption = new Interruption(io);
  const names = models.map(({ name }) => name).join(', ');
  io.stderr.write(`tagger: serving ${names} at ${server.url} (Ctrl-C stops)\n`);
  if (!tokens && !isLoopback(host))
    io.stderr.write(
      'tagger: everyone who reaches this address is answered (--token-file requires a token)\n',
    );
  await new Promise((resolve) => interruption.signal.addEventListener('abort', resolve));
  io.stderr.write('tagger: answering what was accepted, then stopping\n');
  await server.close();
  interruption.end();
  return exitStatus.done;
}

function readModelArgument(argument: string): ModelOption {
  const [, name, file = argument] = /^([^=/\\]+)=(.+)$/s.exec(argument) ?? [];
  return { name: name ?? basename(file).replace(/\.onnx$/, ''), source: file };
}

/** @throws FileError if the file cannot be read @throws SettingsError if it has no token */
async function readTokens(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw toFileError(error, file);
  });
  const tokens = text.split('\n').flatMap((line) => line.trim() || []);
  if (tokens.length > 0) return tokens;
  throw new SettingsError(`${file} has no token`, { hint: 'write one on each line' });
}
