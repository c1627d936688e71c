import { SettingsError } from '../errors';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import type { ParseOptions } from './corpus-format';
import { formatGap } from './gap';
import { parseLines, protectMark } from './parse-lines';
import { requireOwnWords } from './require-own-words';
import type { TextChunks } from './text-chunks';

/**
 * Reads text that is cut already: one sentence on each line, blanks or tabs between its words. No character has another
 * meaning: `and/or` is a word. With the option `gaps`, a blank line is a sentence without words.
 */
export function parseWords(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  requireOwnWords('words', options);
  return parseLines(
    chunks,
    {
      format: 'words',
      parse: (text, line) => ({ words: text.split(/[ \t\r]+/).filter((word) => word !== ''), line }),
      parseBlank: (_source, line) => ({ words: [], line }),
    },
    options,
  );
}

/**
 * Writes words with blanks between them, one sentence on each line.
 *
 * @throws SettingsError if the sentence has tags, which would be lost.
 */
export function formatWords(sentence: Sentence): string {
  const gap = formatGap(sentence, 'words');
  if (gap !== undefined) return gap;
  checkCells(sentence, /^$|[ \t\r\n]/, 'words');
  if (sentence.tags) {
    throw new SettingsError('words alone cannot hold tags', {
      hint: 'choose conllu, columns, word-tag or jsonl',
    });
  }
  return protectMark(`${sentence.words.join(' ')}\n`);
}
