import { type Sentence, type TokenizerOptions, tokenizeStream } from '@tagger/core';
import { readText } from '@tagger/core/node';
import { WordScanner, type WordVisitor } from './word-scanner';

/**
 * A text to learn from: the path of a file (UTF-8, plain or gzip; a line break ends a sentence), or sentences, which
 * must be there to be read once for each epoch and once more: an array, but not a generator.
 */
export type SkipGramCorpus = string | Iterable<CorpusSentence> | AsyncIterable<CorpusSentence>;

type CorpusSentence = Pick<Sentence, 'words'>;

export interface CorpusOptions {
  /** How a file is cut into words: at blanks, or as `tokenize` of `@tagger/core` does it with these options. */
  readonly tokenizer?: 'blanks' | TokenizerOptions;
}

/** Space, tab and the other blanks of ASCII, and NUL, as word2vec and fastText have it. */
const BLANKS = [0x00, 0x09, 0x0b, 0x0c, 0x0d, 0x20];
/** Between the words of a sentence: these may have blanks in them. */
const NUL = 0x00;

/** Reads the corpus once and shows its words to the visitor; gives way to the caller after each piece. */
export async function* scanCorpus(
  corpus: SkipGramCorpus,
  { tokenizer = 'blanks' }: CorpusOptions,
  visitor: WordVisitor,
): AsyncGenerator<void> {
  const isText = typeof corpus === 'string' && tokenizer === 'blanks';
  const pieces = isText ? readText(corpus) : joinSentences(readSentences(corpus, tokenizer));
  const scanner = new WordScanner(visitor, isText ? BLANKS : [NUL]);
  const encoder = new TextEncoder();
  for await (const piece of pieces) {
    scanner.write(encoder.encode(piece));
    yield;
  }
  scanner.end();
  yield;
}

function readSentences(
  corpus: SkipGramCorpus,
  tokenizer: 'blanks' | TokenizerOptions,
): Iterable<CorpusSentence> | AsyncIterable<CorpusSentence> {
  if (typeof corpus !== 'string') return corpus;
  return tokenizeStream(readText(corpus), tokenizer === 'blanks' ? {} : tokenizer);
}

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
