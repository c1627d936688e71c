import { stat } from 'node:fs/promises';
import { detectFormat, type Sentence, type TokenizerOptions, tokenizeStream } from '@tagger/core';
import { type ReadOptions, readCorpus, readText } from '@tagger/core/node';
import { WordScanner, type WordVisitor } from './word-scanner';

/**
 * What to learn from: paths of files, or sentences, which must be there to be read once for each epoch and once more: an
 * array, but not a generator. A file whose ending tells that it is cut into words (`.conllu` and the others of
 * `readCorpus`) is read so; any other is text (UTF-8, plain or gzip; a line break ends a sentence).
 */
export type SkipGramCorpus =
  | string
  | readonly string[]
  | Iterable<CorpusSentence>
  | AsyncIterable<CorpusSentence>;

type CorpusSentence = Pick<Sentence, 'words'>;

/** How the text of a corpus is split into words. */
export interface CorpusOptions {
  /** How text is cut into words: at blanks, or as `tokenize` of `@tagger/core` does it with these options. */
  readonly tokenizer?: 'blanks' | TokenizerOptions;
}

/** Space, tab and the other blanks of ASCII, and nul, as word2vec and fastText have it. */
const blanks = [0x00, 0x09, 0x0b, 0x0c, 0x0d, 0x20];
/** Between the words of a sentence: these may have blanks in them. */
const nul = 0x00;

/** The files of a corpus, or undefined if it is in memory. */
function pathsOf(corpus: SkipGramCorpus): readonly string[] | undefined {
  if (typeof corpus === 'string') return [corpus];
  const isPaths = Array.isArray(corpus) && corpus.every((path) => typeof path === 'string');
  return isPaths ? corpus : undefined;
}

/** How the corpus is called in messages. */
export function nameCorpus(corpus: SkipGramCorpus): string | undefined {
  return pathsOf(corpus)?.join(', ');
}

/**
 * Reads the corpus once and shows its words to the visitor; gives way to the caller after each piece, and tells what share
 * of it is read: undefined if it is in memory.
 */
export async function* scanCorpus(
  corpus: SkipGramCorpus,
  { tokenizer = 'blanks' }: CorpusOptions,
  visitor: WordVisitor,
): AsyncGenerator<number | undefined> {
  const paths = pathsOf(corpus);
  if (!paths) {
    const sentences = corpus as Iterable<CorpusSentence>;
    for await (const _ of scanPieces(joinSentences(sentences), [nul], visitor)) yield undefined;
    return;
  }
  const sizes = await Promise.all(paths.map(findSize));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  for (const [index, path] of paths.entries()) {
    let bytes = 0;
    const onRead = (count: number) => {
      bytes = count;
    };
    for await (const _ of scanFile(path, tokenizer, visitor, { onRead })) yield (before + bytes) / total;
    before += sizes[index]!;
  }
}

/** In bytes; that a file is missing shows when it is read. */
async function findSize(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function scanFile(
  path: string,
  tokenizer: 'blanks' | TokenizerOptions,
  visitor: WordVisitor,
  options: ReadOptions,
): AsyncGenerator<void> {
  const format = detectFormat(path) ?? 'text';
  if (format !== 'text')
    return scanPieces(joinSentences(readCorpus(path, { ...options, format })), [nul], visitor);
  if (tokenizer === 'blanks') return scanPieces(readText(path, options), blanks, visitor, path);
  return scanPieces(joinSentences(tokenizeStream(readText(path, options), tokenizer)), [nul], visitor);
}

async function* scanPieces(
  pieces: AsyncIterable<string>,
  separators: readonly number[],
  visitor: WordVisitor,
  file?: string,
): AsyncGenerator<void> {
  const scanner = new WordScanner(visitor, separators, file);
  const encoder = new TextEncoder();
  for await (const piece of pieces) {
    scanner.write(encoder.encode(piece));
    yield;
  }
  scanner.end();
  yield;
}

/** As text with nul between words. */
async function* joinSentences(
  sentences: Iterable<CorpusSentence> | AsyncIterable<CorpusSentence>,
): AsyncGenerator<string> {
  let piece = '';
  for await (const { words } of sentences) {
    piece += `${words.join('\0')}\n`;
    if (piece.length < 1 << 16) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
