import { stat } from 'node:fs/promises';
import { SettingsError } from '@tagger/core';
import { escapeControls } from '@tagger/core/internal';
import { assertWritable, isSameFile } from '@tagger/core/node';
import type { Vectors, VectorsFormat } from '@tagger/embeddings';
import { trainSkipGram, writeVectors } from '@tagger/embeddings/node';
import { type Command, Option } from 'commander';
import { formatBytes, formatCount, formatDuration } from '../display/format';
import { shellWord } from '../display/shell-word';
import { SkipGramDisplay } from '../display/skip-gram-display';
import { parseNumber, parseThreads, withFlagName } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { resultIo } from '../io/result-io';
import { whileLocked } from '../io/while-locked';

interface EmbedFlags {
  readonly output: string;
  readonly outputFormat?: VectorsFormat;
  readonly tokenize?: boolean;
  readonly dim: number;
  readonly window: number;
  readonly negatives: number;
  readonly sample: number;
  readonly minCount: number;
  readonly epochs: number;
  readonly lr: number;
  readonly seed: number;
  readonly threads: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The flag of each setting, for errors. */
const settingFlags = {
  dimension: '--dim',
  window: '--window',
  negatives: '--negatives',
  sample: '--sample',
  minimumCount: '--min-count',
  epochs: '--epochs',
  learningRate: '--lr',
  seed: '--seed',
};

const formats: VectorsFormat[] = ['word2vec', 'word2vec-binary', 'glove'];

const examples = `
Examples:
  $ tagger embed corpus.txt -o vectors.vec
  $ tagger embed news.txt.gz train.conllu --tokenize -o vectors.vec --threads 4
  $ tagger neighbours vectors.vec house
  $ tagger train --train train.conllu --vectors vectors.vec

Each line of text is a sentence. With one thread, the same seed gives the same
file.`;

export function defineEmbed(command: Command, io: Io, exit: (status: number) => void): void {
  const number = (flags: string, description: string, value: number) =>
    [flags, description, parseNumber, value] as const;
  command
    .argument('<corpus...>', 'text (plain or .gz) or a tokenized corpus')
    .option('-o, --output <file>', 'file to write', 'vectors.vec')
    .addOption(
      new Option('--output-format <name>', 'format; by default word2vec, binary for .bin').choices(formats),
    )
    .option('--tokenize', 'tokenize the text; by default it is split at blanks')
    .option(...number('--dim <n>', 'dimensions of a vector', 200))
    .option(...number('--window <n>', 'maximum words on each side', 5))
    .option(...number('--negatives <n>', 'random words per window', 5))
    .option(...number('--sample <x>', 'often skip words with a larger share', 1e-3))
    .option(...number('--min-count <n>', 'rarer words get no vector', 5))
    .option(...number('--epochs <n>', 'passes over the corpus', 5))
    .option(...number('--lr <x>', 'initial learning rate', 0.05))
    .option(...number('--seed <n>', 'seed of initial vectors and random words', 1))
    .option('--threads <n>', 'number of threads', parseThreads, 1)
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'show no progress')
    .addHelpText('after', examples)
    .action(async (corpus: string[], flags: EmbedFlags) => exit(await runEmbed(corpus, flags, io)));
}

async function runEmbed(corpus: readonly string[], flags: EmbedFlags, io: Io): Promise<number> {
  checkFiles(corpus, flags.output);
  return whileLocked(io, { files: [flags.output] }, () => embedLocked(corpus, flags, io));
}

async function embedLocked(corpus: readonly string[], flags: EmbedFlags, io: Io): Promise<number> {
  const started = io.now();
  const target = await assertWritable(flags.output);
  const display = new SkipGramDisplay(io, flags.quiet ?? false);
  const interruption = new Interruption(io, () => display.stop());
  const { signal } = interruption;
  try {
    const vectors = await trainSkipGram(corpus, {
      tokenizer: flags.tokenize ? {} : 'blanks',
      dimension: flags.dim,
      window: flags.window,
      negatives: flags.negatives,
      sample: flags.sample,
      minimumCount: flags.minCount,
      epochs: flags.epochs,
      learningRate: flags.lr,
      seed: flags.seed,
      threads: flags.threads,
      onProgress: (progress) => display.handle(progress),
      signal,
    });
    display.stop();
    await writeVectors(vectors, flags.output, { format: flags.outputFormat, signal });
    await showResult(
      vectors,
      flags,
      (io.now() - started) / 1000,
      display.wordsPerSecond,
      resultIo(target, io),
    );
    return exitStatus.done;
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw withFlagName(settingFlags, error);
    display.stop();
    io.stderr.write(`tagger: interrupted: ${flags.output} is not written\n`);
    return interruption.status;
  } finally {
    display.stop();
    interruption.end();
  }
}

function checkFiles(corpus: readonly string[], output: string): void {
  if (output === '-')
    throw new SettingsError('vectors cannot be written to standard output', { hint: 'give -o a file' });
  if (corpus.includes('-'))
    throw new SettingsError('the corpus is read more than once: it cannot be the standard input', {
      hint: 'save it as a file',
    });
  if (corpus.some((path) => isSameFile(path, output)))
    throw new SettingsError(`${output} is the corpus: the vectors would replace it`, {
      hint: 'give -o another file',
    });
}

async function showResult(
  { words, dimension }: Vectors,
  { output, json, quiet }: EmbedFlags,
  seconds: number,
  wordsPerSecond: number,
  io: Io,
): Promise<void> {
  // Nothing is known of what went into a pipe.
  const bytes = await stat(output).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
  if (json) {
    const speed = Math.round(wordsPerSecond);
    const result = { output, bytes, words: words.length, dimension, seconds, wordsPerSecond: speed };
    io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } else if (!quiet) {
    io.stdout.write(`vectors of ${formatCount(words.length)} words, ${dimension} numbers each\n`);
    io.stdout.write(`trained at ${formatCount(wordsPerSecond)} words/s\n`);
    const name = escapeControls(shellWord(output));
    io.stdout.write(
      `\nwrote ${escapeControls(output)} ${bytes === undefined ? '' : `(${formatBytes(bytes)}) `}in ${formatDuration(seconds)}\n\n`,
    );
    io.stdout.write(`next: tagger neighbours ${name} WORD\n`);
    io.stdout.write(`      tagger train --train CORPUS --vectors ${name}\n`);
  }
}
