import { CorpusError } from '../../errors';
import type { Sentence } from '../../sentence';
import { countCharacters } from '../annotations/offsets';
import { spellOut } from '../annotations/spell-out';
import { checkCells } from '../check-cells';
import { tokensNote } from './parse-brat';

/**
 * Writes sentences as one document of brat: a text of one sentence on each line, and its annotations. A note for each sentence has its
 * tokens, so that it is read back with the same ones.
 */
export class BratFormatter {
  /** Characters of the text so far. */
  #characters = 0;
  #spans = 0;
  #notes = 0;

  /**
   * The next line of the text, and its annotations.
   *
   * @throws CorpusError if tags mark no spans, or a label has a blank in it
   */
  format(sentence: Sentence): { readonly text: string; readonly annotations: string } {
    if (sentence.words.length === 0) return { text: '', annotations: '' };
    checkCells(sentence, /^\s*$/, 'brat');
    const { text: source, tokens, spans = [] } = spellOut(sentence, 'brat');
    // A span of brat is within one line.
    const text = source.replaceAll(/[\t\r\n]/g, ' ');
    const count = countCharacters(text);
    const place = (at: number) => String(this.#characters + count(at));
    const places = tokens.flatMap(({ start, end }) => [place(start), place(end)]);
    const lines = [`#${++this.#notes}\t${tokensNote} -\t${places.join(' ')}\n`];
    for (const { start, end, label } of spans) {
      if (/\s/.test(label))
        throw new CorpusError(`brat cannot hold the label ${JSON.stringify(label)}`, {
          location: { line: sentence.line },
          hint: 'labels of brat have no blanks',
        });
      const own = text.slice(start, end);
      lines.push(`T${++this.#spans}\t${label} ${place(start)} ${place(end)}\t${own}\n`);
    }
    this.#characters += count(text.length) + 1;
    return { text: `${text}\n`, annotations: lines.join('') };
  }
}
