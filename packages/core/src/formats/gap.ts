import type { Sentence } from '../sentence';
import type { FormatName } from './corpus-format';

/** What stands between the sentences of a file, as a reader yields it. */
export function createGap(format: FormatName, text: string): Sentence {
  return { words: [], source: { format: 'gap', of: format, text } };
}

/** How a format writes a gap: its own as it is, that of another format not at all. Undefined for a sentence. */
export function formatGap({ source }: Sentence, format: FormatName): string | undefined {
  if (source?.format !== 'gap') return undefined;
  return source.of === format ? source.text : '';
}
