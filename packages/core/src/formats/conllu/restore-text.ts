import type { ConlluSource } from '../../sentence';
import { readSurfaceSentence } from './surface-tokens';

/**
 * The text of sentences of CoNLL-U, as the CoNLL 2018 shared task makes it: the tokens of a sentence with the white space between
 * them, a blank between sentences, and an empty line between paragraphs (`# newpar`, `# newdoc`). It ends with a line end.
 */
export function restoreText(sources: Iterable<ConlluSource>): string {
  let text = '';
  for (const source of sources) {
    const sentence = readSurfaceSentence({ words: [], source });
    if (!sentence) continue;
    if (text !== '') text += sentence.startsParagraph ? '\n\n' : ' ';
    const tokens = sentence.tokens.map(({ form, after }) => form + after);
    text += tokens.join('').trimEnd();
  }
  return text === '' ? '' : `${text}\n`;
}
