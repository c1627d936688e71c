import { basename } from 'node:path';
import { type CompactSentences, composeWord, findCaseLanguage } from '@tagger/core/internal';
import type { Vectors } from '@tagger/embeddings';
import { readVectors, trainSkipGram } from '@tagger/embeddings/node';
import type { TrainingSettings } from '@tagger/trainer';
import { type CompactCorpus, listVectorForms } from '@tagger/trainer/internal';
import { createBar } from '../display/bar';
import { formatCount } from '../display/format';
import { SkipGramDisplay } from '../display/skip-gram-display';
import type { Io } from '../io/io';

export interface VectorFlags {
  readonly vectors?: string;
  readonly pretrain?: 'skipgram';
  readonly language?: string;
  readonly quiet?: boolean;
}

export interface SourcedVectors {
  /** What made them, or the name of their file. */
  readonly source: string;
  readonly vectors: Vectors;
}

/**
 * A training corpus is small beside the text that vectors are made of elsewhere: skip-gram goes through it more often, and
 * passes over no frequent word, as these tell most about the parts of speech around them.
 */
const pretraining = { epochs: 40, sample: 0 };

/** The vectors that the embedding starts from, read or learnt as the flags say; none if they say nothing. */
export async function findVectors(
  flags: VectorFlags,
  corpus: CompactCorpus,
  settings: TrainingSettings,
  io: Io,
  signal: AbortSignal,
): Promise<SourcedVectors | undefined> {
  const { vectors: path } = flags;
  if (path)
    return {
      source: basename(path),
      vectors: await read({ ...flags, vectors: path }, corpus, settings, io, signal),
    };
  if (flags.pretrain)
    return { source: 'skipgram', vectors: await pretrain(flags, corpus, settings, io, signal) };
  return undefined;
}

/** Numbers of a vector that is learnt to stand beside a word's own. */
const sizeBeside = 100;

/** Keeps the words of the corpus and the first others alone, so that memory does not grow with the file. */
async function read(
  { vectors: path, quiet, language }: VectorFlags & { readonly vectors: string },
  { sentences }: CompactCorpus,
  { vectorWords }: TrainingSettings,
  io: Io,
  signal: AbortSignal,
): Promise<Vectors> {
  const wanted = listVectorForms(sentences.words, findCaseLanguage(language));
  const bar = quiet ? undefined : createBar(io, 'reading word vectors {bar} {percentage}%');
  bar?.start(1, 0);
  let others = 0;
  const warnings: string[] = [];
  try {
    const vectors = await readVectors(path, {
      keep: (word) => wanted.has(composeWord(word)) || others++ < vectorWords,
      onWarning: (warning) => warnings.push(warning),
      onProgress: (share) => bar?.update(share),
      signal,
    });
    bar?.stop();
    for (const warning of warnings) io.stderr.write(`tagger: ${warning}\n`);
    if (!quiet)
      io.stderr.write(`${formatCount(vectors.words.length)} word vectors of ${vectors.dimension} numbers\n`);
    return vectors;
  } finally {
    bar?.stop();
  }
}

async function pretrain(
  { quiet = false }: VectorFlags,
  { sentences }: CompactCorpus,
  { vectorUse, embeddingSize, minimumCount, seed }: TrainingSettings,
  io: Io,
  signal: AbortSignal,
): Promise<Vectors> {
  const display = new SkipGramDisplay(io, quiet);
  try {
    const vectors = await trainSkipGram(listWords(sentences), {
      // Where they start embeddings, they are of the same size.
      dimension: vectorUse === 'start' ? embeddingSize : sizeBeside,
      minimumCount,
      ...pretraining,
      seed,
      onProgress: (progress) => display.handle(progress),
      signal,
    });
    if (!quiet)
      io.stderr.write(
        `skip-gram vectors of ${formatCount(vectors.words.length)} words of the training text\n`,
      );
    return vectors;
  } finally {
    display.stop();
  }
}

/** Sentences without their tags, which would be made anew in every epoch for nothing. */
function listWords(sentences: CompactSentences): Iterable<{ readonly words: readonly string[] }> {
  return {
    *[Symbol.iterator]() {
      for (let index = 0; index < sentences.length; index++) yield { words: sentences.wordsOf(index) };
    },
  };
}
