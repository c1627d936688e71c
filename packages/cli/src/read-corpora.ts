import { collect } from '@tagger/core';
import { readCorpus } from '@tagger/core/node';
import type { Corpus } from '@tagger/trainer';
import { embeddedCorpus } from './embedded-corpus';
import type { Io } from './io';
import type { FormatOptions } from './options';

export interface CorpusFlags extends FormatOptions {
  readonly train?: string;
  readonly dev?: string;
  readonly quiet?: boolean;
}

export interface Corpora {
  readonly train: Corpus;
  readonly dev: Corpus | undefined;
}

/** The corpora that the flags name, or the demonstration corpus. */
export async function readCorpora(flags: CorpusFlags, io: Io): Promise<Corpora> {
  const { format, column } = flags;
  const read = async (name: string): Promise<Corpus> => {
    const sentences = await collect(readCorpus(name, { format, column, input: io.stdin }));
    // The rest of a sentence, such as its other columns, is not needed in memory.
    return {
      name,
      sentences: sentences.map(({ words, tags, line }) => ({
        words,
        ...(tags && { tags }),
        ...(line && { line }),
      })),
    };
  };
  if (flags.train)
    return { train: await read(flags.train), dev: flags.dev ? await read(flags.dev) : undefined };
  if (!flags.quiet) io.stderr.write('no --train: using the demonstration corpus, which is no benchmark\n');
  return { train: await read(embeddedCorpus('train')), dev: await read(flags.dev ?? embeddedCorpus('dev')) };
}
