import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sentence } from '@tagger/core';
import { type ConlluSource, collect, restoreText } from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';

/** A tagged corpus in three parts, and text without tags for word vectors. */
export interface BenchCorpus {
  readonly name: string;
  readonly train: string;
  readonly dev: string;
  readonly test: string;
  /** Much more text in the same language; absent if there is none. */
  readonly rawText?: string;
}

const embeddedFolder = fileURLToPath(new URL('../../../packages/cli/corpus/', import.meta.url));

/** UD English-EWT of the data folder where it is given, the corpus that comes with the command otherwise. */
export function findCorpus(dataFolder: string | undefined): BenchCorpus {
  const folder = dataFolder ? join(dataFolder, 'ewt') : embeddedFolder;
  const part = (name: string) => join(folder, `${name}.conllu`);
  const rawText = dataFolder && join(dataFolder, 'raw', 'en.txt.gz');
  return {
    name: dataFolder ? 'UD English-EWT' : 'the embedded corpus',
    train: part('train'),
    dev: part('dev'),
    test: part('test'),
    ...(rawText && existsSync(rawText) ? { rawText } : {}),
  };
}

export async function readSentences(path: string): Promise<Sentence[]> {
  const sentences = await collect(readCorpus(path));
  return sentences.map(({ words, tags, line }) => ({ words, ...(tags && { tags }), ...(line && { line }) }));
}

/** The text of a corpus of CoNLL-U, and its words. */
export async function readText(path: string) {
  const sentences = await collect(readCorpus(path));
  return {
    text: restoreText(sentences.map(({ source }) => source as ConlluSource)),
    sentences: sentences.map(({ words }) => words),
  };
}
