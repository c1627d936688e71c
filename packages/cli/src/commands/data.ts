import { join } from 'node:path';
import { SettingsError } from '@tagger/core';
import { escapeControls } from '@tagger/core/internal';
import type { Command } from 'commander';
import { catalogue } from '../data/catalogue';
import type { Corpus } from '../data/corpus';
import { findMissing, getCorpus, isUntidy, workFolder } from '../data/get-corpus';
import { findBase } from '../data/upstream';
import { createBar } from '../display/bar';
import { formatBytes, formatCount } from '../display/format';
import { renderTable } from '../display/table';
import { parseTimeout } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { whileLocked } from '../io/while-locked';

interface GetFlags {
  readonly output?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

const dataExamples = `
Examples:
  $ tagger data list
  $ tagger data get ewt`;

const listExamples = `
Examples:
  $ tagger data list
  $ tagger data list --json`;

const getExamples = `
Examples:
  $ tagger data get ewt
  $ tagger data get wnut17 -o corpora/wnut17

Files come from the upstream repository on GitHub, at a fixed commit, and are
verified by SHA-256. After Ctrl-C or a failure, the same command continues.
TAGGER_DATA_MIRROR=https://host/path downloads OWNER/NAME/COMMIT/FILE from that
address instead of https://raw.githubusercontent.com.`;

export function defineData(command: Command, io: Io, exit: (status: number) => void): void {
  command.addHelpText('after', dataExamples);
  command
    .command('list')
    .description('list the available corpora')
    .option('--json', 'print them as JSON, with files and checksums')
    .addHelpText('after', listExamples)
    .action(({ json }: { json?: boolean }) => {
      const shown = json ? JSON.stringify(catalogue.map(describeCorpus), null, 2) : renderCatalogue();
      io.stdout.write(`${shown}\n`);
    });
  command
    .command('get')
    .description('download a corpus with its licence and a note on its origin')
    .argument('<name>', 'a name from tagger data list')
    .option('-o, --output <folder>', 'target folder (default: the name of the corpus)')
    .option('--timeout <s>', 'seconds to wait for a silent or slow server', parseTimeout, 30)
    .option('--json', 'print the files as JSON')
    .addHelpText('after', getExamples)
    .action(async (name: string, flags: GetFlags) => exit(await runGet(name, flags, io)));
}

function describeCorpus({ files, ...corpus }: Corpus) {
  return { ...corpus, files: files.map(({ recipe, ...file }) => ({ ...file, made: recipe.description })) };
}

function renderCatalogue(): string {
  const rows = catalogue.map(({ name, language, tags, licence, train, dev, test }) => {
    const sum = (key: 'sentences' | 'tokens') => formatCount(train[key] + dev[key] + test[key]);
    return [name, language, tags, licence.name, sum('sentences'), sum('tokens')];
  });
  return renderTable(rows, ['name', 'language', 'tags', 'licence', 'sentences', 'tokens'], 4);
}

async function runGet(name: string, flags: GetFlags, io: Io): Promise<number> {
  const corpus = catalogue.find((candidate) => candidate.name === name);
  if (!corpus) throw new SettingsError(`unknown corpus ${name} (tagger data list shows the corpora)`);
  const base = findBase(io.env);
  const folder = flags.output ?? name;
  const missing = await findMissing(corpus, folder);
  printOrigin(corpus, io);
  if (missing.length > 0 || (await isUntidy(folder))) {
    const settings = { base, timeout: flags.timeout, io };
    const status = await whileLocked(io, { folder }, () => fetchMissing(corpus, folder, settings));
    if (status !== exitStatus.done) return status;
  }
  const files = corpus.files.map((file) => ({
    path: join(folder, file.name),
    size: file.size,
    sha256: file.sha256,
    fetched: missing.includes(file),
  }));
  if (flags.json) {
    const { licence, repository, commit } = corpus;
    io.stdout.write(`${JSON.stringify({ name, folder, licence, repository, commit, files }, null, 2)}\n`);
  } else {
    const rows = files.map(({ path, size, fetched }) => [
      path,
      formatBytes(size),
      fetched ? 'fetched' : 'was there',
    ]);
    io.stdout.write(`${renderTable(rows)}\n`);
  }
  return exitStatus.done;
}

function printOrigin(corpus: Corpus, io: Io): void {
  const { title, licence, repository, commit, note } = corpus;
  const lines = [
    title,
    `source   ${repository} at ${commit.slice(0, 12)}`,
    `licence  ${licence.name}, ${licence.text}`,
    `         ${licence.duty}`,
    ...(note ? [`note     ${note}`] : []),
  ];
  io.stderr.write(`${lines.join('\n')}\n`);
}

interface FetchSettings {
  readonly base: string;
  readonly timeout: number;
  readonly io: Io;
}

async function fetchMissing(
  corpus: Corpus,
  folder: string,
  { base, timeout, io }: FetchSettings,
): Promise<number> {
  // Another run may have fetched some of them until it let this one have the folder.
  const files = await findMissing(corpus, folder);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const bar = createBar(io, 'fetching {bar} {percentage}% of {size} {note}');
  const interruption = new Interruption(io);
  const { signal } = interruption;
  bar?.start(total, 0, { size: formatBytes(total), note: '' });
  try {
    await getCorpus(corpus, files, folder, {
      base,
      timeout,
      io,
      signal,
      onProgress: (bytes) => bar?.update(Math.min(bytes, total), { note: '' }),
      onRetry(problem, seconds) {
        const note = `${problem}: again in ${seconds} s`;
        if (bar) bar.update({ note });
        else io.stderr.write(`tagger: ${escapeControls(note)}\n`);
      },
    });
    return exitStatus.done;
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    bar?.stop();
    io.stderr.write(
      `tagger: interrupted (downloads are kept in ${escapeControls(workFolder(folder))}: the same command continues)\n`,
    );
    return interruption.status;
  } finally {
    bar?.stop();
    interruption.end();
  }
}
