import type { TextCutter } from '../tokenizer/text-cutter';
import { Tokenizer } from '../tokenizer/tokenizer';
import type { ParseOptions } from './corpus-format';

/** What cuts the text of a file. @param lines whether every line break ends a sentence */
export function createCutter({ tokenizer, locale }: ParseOptions, lines = false): TextCutter {
  return tokenizer?.(lines) ?? new Tokenizer({ locale, lines });
}
