import { copyText } from '../text/copy-text';
import { type CorpusFinding, countOf, listTexts } from './corpus-finding';
import { RisingIds } from './rising-ids';

/**
 * Words of a sentence above which a lost blank line is likelier, in a corpus that is that sentence alone and in others, and
 * above which training refuses it.
 */
const longSentence = { alone: 50, from: 1000, to: 5000 };

/** In no language do most words have blanks in them; Vietnamese has about a third. */
const mostWithBlanks = 0.5;

/** Words in the first column that are none. */
export class WordLook {
  #sentences = 0;
  #words = 0;
  readonly #phrases: { words: number; first: string; line: number | undefined } = {
    words: 0,
    first: '',
    line: undefined,
  };
  #longer = 0;
  #repeated = 0;
  readonly #ids = new RisingIds();
  #firstLine: number | undefined;
  readonly #blank: { words: number; line: number | undefined } = { words: 0, line: undefined };
  readonly #longest: { words: number; line: number | undefined } = { words: 0, line: undefined };

  add(words: readonly string[], line: number | undefined, lineOf: (t: number) => number | undefined): void {
    this.#sentences++;
    this.#firstLine ??= line;
    this.#ids.add(words);
    if (words.length > 2) this.#longer++;
    if (words.length > 2 && words.every((word) => word === words[0])) this.#repeated++;
    if (words.length > this.#longest.words) Object.assign(this.#longest, { words: words.length, line });
    this.#words += words.length;
    for (const [t, word] of words.entries()) {
      if (/\S\s+\S/.test(word) && this.#phrases.words++ === 0)
        Object.assign(this.#phrases, { first: copyText(word.slice(0, 40)), line: lineOf(t) });
      // A blank alone is a token of some corpora.
      if (!/^\s+\S|\S\s+$/.test(word)) continue;
      this.#blank.line ??= lineOf(t);
      this.#blank.words++;
    }
  }

  /** @param isColumns whether the words are in a column that can be chosen */
  findings(file: string | undefined, isColumns: boolean): CorpusFinding[] {
    const found: CorpusFinding[] = [];
    const ids = this.#ids.findExamples();
    const location = { file, line: this.#firstLine };
    const hint = 'give --word-column N if the words are in another column; columns are counted from 1';
    if (isColumns && ids)
      found.push({
        kind: 'ids',
        problem: `the words are numbers that rise, ${listTexts(ids)}, …`,
        location,
        hint,
      });
    else if (isColumns && this.#longer > 1 && this.#repeated / this.#longer >= 0.9)
      found.push({ kind: 'repeated-word', problem: 'all words of a sentence are the same', location, hint });
    if (this.#blank.words > 0)
      found.push({
        kind: 'blanks',
        problem: `${countOf(this.#blank.words, 'word')} with a blank or a byte order mark at the start or end`,
        location: { file, line: this.#blank.line },
        hint: 'such a word is another one than the same without it',
      });
    if (this.#phrases.words > mostWithBlanks * this.#words)
      found.push({
        kind: 'phrases',
        problem: `most words are several words, such as ${JSON.stringify(this.#phrases.first)}`,
        location: { file, line: this.#phrases.line },
        hint: 'each word has a tag of its own: whole texts cannot be labelled',
      });
    const least = this.#sentences === 1 ? longSentence.alone : longSentence.from;
    if (this.#longest.words > least && this.#longest.words <= longSentence.to)
      found.push({
        kind: 'long-sentence',
        problem: `a sentence of ${countOf(this.#longest.words, 'word')}`,
        location: { file, line: this.#longest.line },
        hint: 'is a blank line between sentences missing?',
      });
    return found;
  }
}
