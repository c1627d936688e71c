import { detectFormat, type Sentence, TaggerError, TagSet, Vocabulary } from '@tagger/core';
import { collect, createRandom, Lexicon, listPlainWords, type WordIds } from '@tagger/core/internal';
import { readBytes, readCorpus } from '@tagger/core/node';
import type { ModelDescription, NetworkConfiguration } from '@tagger/models';
import {
  createNetwork,
  decodeModelFile,
  type EncodedSentence,
  findColumn,
  type Named,
} from '@tagger/models/internal';
import {
  checkNetworkGradients,
  drawSentences,
  type GradientCheckOptions,
  initializeParameters,
  type NetworkGradientCheck,
} from '@tagger/trainer/internal';
import type { Command } from 'commander';
import { findWordColumn } from '../corpora/tag-column';
import { createBar } from '../display/bar';
import { formatCount } from '../display/format';
import { renderTable } from '../display/table';
import { addFormatOptions, type FormatOptions, parseCount, parseTolerance } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import type { Io } from '../io/io';

interface GradcheckFlags extends FormatOptions {
  readonly corpus?: string;
  readonly sentences: number;
  readonly samples: number;
  readonly all?: boolean;
  readonly tolerance: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** A network to check, with what its sentences are made of. */
interface Subject {
  readonly configuration: NetworkConfiguration;
  readonly parameters: Named<Float32Array>;
  readonly vocabulary: Vocabulary;
  /** What is read of each word of the vocabulary. */
  readonly words: readonly WordIds[];
  /** None: those of the network have no names. */
  readonly tags: readonly string[];
}

const examples = `
Examples:
  $ tagger gradcheck                 (a small random LSTM)
  $ tagger gradcheck model.onnx
  $ tagger gradcheck model.onnx --corpus dev.conllu --samples 200
  $ tagger gradcheck --all --json

Each checked value is changed slightly in both directions, and the difference of
the loss, in float64, is compared with the gradient of back-propagation. In the
embedding, only the words of the sentences have a gradient.

Exit status: 1 if an error is above the tolerance.`;

/** Of the network without a file: small enough that --all takes seconds. */
const smallSizes = { hiddenSize: 12, embeddingSize: 10, vocabularySize: 20, tagCount: 5 };

export function defineGradcheck(command: Command, io: Io, exit: (status: number) => void): void {
  command
    .argument('[model]', 'model file; by default a small random LSTM')
    .option('--corpus <file>', 'corpus with the sentences; by default random ones')
    .option('--sentences <n>', 'number of sentences, from the start of the corpus', parseCount, 3)
    .option('--samples <n>', 'random values to check in each parameter', parseCount, 20)
    .option('--all', 'check every value')
    .option('--tolerance <x>', 'largest relative error allowed', parseTolerance, 1e-6)
    .option('--seed <n>', 'seed of all random choices', parseCount, 1)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples);
  addFormatOptions(command, "column with the tags; by default the model's").action(
    async (model: string | undefined, flags: GradcheckFlags) => exit(await runGradcheck(model, flags, io)),
  );
}

async function runGradcheck(model: string | undefined, flags: GradcheckFlags, io: Io): Promise<number> {
  const { corpus, seed, tolerance } = flags;
  const file = model === undefined ? undefined : await readModel(model);
  const given = corpus === undefined ? undefined : await readFirst(corpus, flags, file?.description, io);
  const subject = file?.subject ?? createSubject(given ?? [], seed);
  const { configuration, parameters, words } = subject;
  const sentences = given ? encode(given, subject, corpus!, seed) : drawSentences(configuration, seed);
  const result = checkWithBar(
    {
      network: createNetwork(configuration),
      parameters,
      sentences,
      words,
      samples: flags.all ? Number.POSITIVE_INFINITY : flags.samples,
      seed,
      tolerance,
    },
    io,
  );
  io.stdout.write(
    flags.json
      ? `${JSON.stringify({ network: configuration, ...result }, null, 2)}\n`
      : render(configuration, result),
  );
  return result.passed ? exitStatus.done : exitStatus.wrong;
}

async function readModel(path: string): Promise<{ subject: Subject; description: ModelDescription }> {
  const bytes = Buffer.concat(await collect(readBytes(path)));
  const { description, parameters } = decodeModelFile(bytes, path);
  const { network: configuration, words, lookup, tags } = description;
  const vocabulary = Vocabulary.from(words, lookup);
  const subject = { configuration, parameters, vocabulary, words: readWords(description), tags };
  return { subject, description };
}

/** What the network reads of each word of its vocabulary; of the unknown word, what it reads of a word that is none. */
function readWords(description: ModelDescription): WordIds[] {
  const lexicon = new Lexicon(description);
  return ['\ufffd', ...description.words].map((word) => lexicon.read(word));
}

/** As training would start it, with the words and tags of the sentences if there are any. */
function createSubject(sentences: readonly Sentence[], seed: number): Subject {
  const vocabulary = Vocabulary.build(sentences, { minimumCount: 1 });
  const { tags } = TagSet.build(sentences);
  const configuration: NetworkConfiguration = {
    ...smallSizes,
    cell: 'lstm',
    cellOutput: 'tanh',
    ...(sentences.length > 0 ? { vocabularySize: vocabulary.size } : {}),
    ...(tags.length > 0 ? { tagCount: tags.length } : {}),
  };
  const parameters = initializeParameters(createNetwork(configuration), seed);
  return { configuration, parameters, vocabulary, words: listPlainWords(configuration.vocabularySize), tags };
}

async function readFirst(
  path: string,
  flags: GradcheckFlags,
  model: ModelDescription | undefined,
  io: Io,
): Promise<Sentence[]> {
  const format = flags.format ?? detectFormat(path);
  const column = flags.column ?? (model && findColumn(model, format));
  const sentences: Sentence[] = [];
  const { wordColumn = model && findWordColumn(model, format) } = flags;
  for await (const sentence of readCorpus(path, { format, column, wordColumn, input: io.stdin })) {
    sentences.push(sentence);
    if (sentences.length === flags.sentences) break;
  }
  return sentences;
}

/** Text without tags gets random ones: a gradient is right or wrong at any. */
function encode(
  sentences: readonly Sentence[],
  { configuration, vocabulary, tags }: Subject,
  file: string,
  seed: number,
): EncodedSentence[] {
  const random = createRandom(seed, 'tags');
  const isTagged = sentences.some((sentence) => sentence.tags);
  const encoded = sentences.map(({ words, tags: gold }) => ({
    places: vocabulary.encode(words),
    tags: isTagged
      ? Int32Array.from(words, (_, t) => tags.indexOf(gold?.[t] ?? ''))
      : Int32Array.from(words, () => random.integer(configuration.tagCount)),
  }));
  if (encoded.some((sentence) => sentence.tags.some((tag) => tag >= 0))) return encoded;
  throw new TaggerError('the model has none of its tags', {
    location: { file },
    hint: 'choose another column with --column',
  });
}

function checkWithBar(options: GradientCheckOptions, io: Io): NetworkGradientCheck {
  const bar = createBar(io, 'checking {bar} {value}/{total} numbers');
  bar?.start(1, 0);
  try {
    return checkNetworkGradients({
      ...options,
      onProgress: (checked, total) => {
        bar?.setTotal(total);
        bar?.update(checked);
      },
    });
  } finally {
    bar?.stop();
  }
}

function render({ cell, hiddenSize }: NetworkConfiguration, result: NetworkGradientCheck): string {
  const rows = result.parameters.map(({ name, shape, checked, candidates, error, passed }) => [
    name,
    shape.map(formatCount).join(' × '),
    checked === candidates
      ? `all ${formatCount(checked)}`
      : `${formatCount(checked)} of ${formatCount(candidates)}`,
    error.toExponential(1),
    passed ? 'ok' : 'WRONG',
  ]);
  const { sentences, words, distinctWords, loss, tolerance, passed } = result;
  return [
    `${cell.toUpperCase()}, hidden size ${hiddenSize}`,
    `sentences: ${sentences}, words: ${words} (different: ${distinctWords}), loss: ${loss.toFixed(4)}\n`,
    renderTable(rows, ['parameter', 'shape', 'checked', 'largest relative error', 'verdict']),
    `\n${passed ? 'back-propagation agrees with' : 'back-propagation differs from'} central differences in float64, tolerance ${tolerance.toExponential()}\n`,
  ].join('\n');
}
