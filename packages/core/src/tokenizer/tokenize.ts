import { requireString } from '../arguments/check-arguments';
import { iterateChunks, type TextChunks } from '../formats/text-chunks';
import type { Sentence } from '../sentence';
import type { TextCutter } from './text-cutter';
import { Tokenizer, type TokenizerOptions } from './tokenizer';

export type { TokenizerOptions };

/**
 * Splits a text into sentences, and these into tokens: English, French, Italian and Japanese much as the treebanks of
 * Universal Dependencies do, other languages by the rules of Unicode and the dictionaries of `Intl.Segmenter`.
 *
 * Each sentence's `source` has the format `text` and its tokens' `start` and `end` in UTF-16 units of the whole text:
 * `text.slice(start, end)` is the token. Every character but white space is in exactly one token, and so are U+200B and
 * U+FEFF inside a word; elsewhere these two separate tokens. A sentence longer than 10,000 units is cut.
 *
 * @throws ArgumentError if `text` is not a string.
 * @throws SettingsError if an option is unknown or of another type, or `locale` is no language tag.
 */
export function tokenize(text: string, options?: TokenizerOptions): Sentence[] {
  requireString('text', text);
  const tokenizer = new Tokenizer(options);
  return [...tokenizer.push(text), ...tokenizer.end()];
}

/**
 * Gives the sentences that `tokenize` gives of the joined chunks, each as soon as its end is certain: when the first
 * word of the next sentence, a blank line (with `lines`, a line break) or the end of the text has arrived. Offsets
 * count from the start of the stream. Keeps no more text than the sentence that is not certain yet and one chunk.
 *
 * @throws ArgumentError if a chunk is not a string.
 * @throws SettingsError if an option is unknown or of another type, or `locale` is no language tag.
 */
export async function* tokenizeStream(
  chunks: TextChunks,
  options?: TokenizerOptions,
): AsyncGenerator<Sentence> {
  yield* cutStream(chunks, new Tokenizer(options));
}

/** The sentences of a text that arrives in chunks. */
export async function* cutStream(chunks: TextChunks, cutter: TextCutter): AsyncGenerator<Sentence> {
  for await (const chunk of iterateChunks(chunks)) yield* cutter.push(chunk);
  yield* cutter.end();
}
