import { SettingsError } from '../errors';
import type { Sentence } from '../sentence';
import { cutStream } from '../tokenizer/tokenize';
import { checkCells } from './check-cells';
import type { ParseOptions } from './corpus-format';
import { createCutter } from './create-cutter';
import { formatGap } from './gap';
import { requireOwnWords } from './require-own-words';
import { iterateChunks, type TextChunks } from './text-chunks';
import { parseTextLines } from './text-lines';
import { keepSpaces } from './text-spaces';

/**
 * Reads raw text: splits it into sentences and tokens, see `tokenizeStream`.
 *
 * @throws SettingsError from the iteration, if `locale` is not a language tag.
 */
export function parseText(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  requireOwnWords('text', options);
  if (options.lines) return parseTextLines(chunks, options);
  if (options.spaces) return keepSpaces(iterateChunks(chunks), options);
  return cutStream(chunks, createCutter(options));
}

/**
 * Writes the words of a sentence with blanks between them, one sentence on each line.
 *
 * @throws SettingsError if it has tags, which would be lost.
 */
export function formatText(sentence: Sentence): string {
  const gap = formatGap(sentence, 'text');
  if (gap !== undefined) return gap;
  checkCells(sentence, /^\s*$|[\r\n]/, 'text');
  if (sentence.tags) {
    throw new SettingsError('plain text cannot hold tags', {
      hint: 'choose conllu, columns, word-tag or jsonl',
    });
  }
  return `${sentence.words.join(' ')}\n`;
}
