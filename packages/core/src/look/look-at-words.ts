import { type CorpusFinding, countOf } from './corpus-finding';

/** Words of a sentence above which a lost blank line is likelier, and above which training refuses it. */
const longSentence = { from: 1000, to: 5000 };

/** Words in the first column that are none. */
export class WordLook {
  #sentences = 0;
  #counted = 0;
  #longer = 0;
  #repeated = 0;
  #words = 0;
  #last = 0;
  #firstLine: number | undefined;
  readonly #blank: { words: number; line: number | undefined } = { words: 0, line: undefined };
  readonly #longest: { words: number; line: number | undefined } = { words: 0, line: undefined };

  add(words: readonly string[], line: number | undefined, lineOf: (t: number) => number | undefined): void {
    this.#sentences++;
    this.#firstLine ??= line;
    this.#words += words.length;
    if (this.#countsOn(words)) this.#counted++;
    if (words.length > 2) this.#longer++;
    if (words.length > 2 && words.every((word) => word === words[0])) this.#repeated++;
    if (words.length > this.#longest.words) Object.assign(this.#longest, { words: words.length, line });
    for (const [t, word] of words.entries()) {
      // A blank alone is a token of some corpora.
      if (!/^\s+\S|\S\s+$/.test(word)) continue;
      this.#blank.line ??= lineOf(t);
      this.#blank.words++;
    }
  }

  /** @param isColumns whether the words are in a column that can be chosen */
  findings(file: string | undefined, isColumns: boolean): CorpusFinding[] {
    const found: CorpusFinding[] = [];
    const share = (count: number, of: number) => of > 0 && count / of >= 0.9;
    const location = { file, line: this.#firstLine };
    const hint = 'give --word-column N if the words are in another column; columns are counted from 1';
    if (isColumns && this.#words > 1 && share(this.#counted, this.#sentences))
      found.push({ kind: 'ids', problem: 'the words are numbers that count on, 1, 2, 3', location, hint });
    else if (isColumns && this.#longer > 1 && share(this.#repeated, this.#longer))
      found.push({ kind: 'repeated-word', problem: 'all words of a sentence are the same', location, hint });
    if (this.#blank.words > 0)
      found.push({
        kind: 'blanks',
        problem: `${countOf(this.#blank.words, 'word')} with a blank or a byte order mark at the start or end`,
        location: { file, line: this.#blank.line },
        hint: 'such a word is another one than the same without it',
      });
    if (this.#longest.words > longSentence.from && this.#longest.words <= longSentence.to)
      found.push({
        kind: 'long-sentence',
        problem: `a sentence of ${countOf(this.#longest.words, 'word')}`,
        location: { file, line: this.#longest.line },
        hint: 'is a blank line between sentences missing?',
      });
    return found;
  }

  /** Whether the words are numbers, each one more than the one before, from 0 or 1 on or from where the last sentence ended. */
  #countsOn(words: readonly string[]): boolean {
    const start = Number(words[0]);
    const isStart = [0, 1, this.#last + 1].includes(start);
    const counts = isStart && words.every((word, t) => /^\d+$/.test(word) && Number(word) === start + t);
    this.#last = counts ? start + words.length - 1 : 0;
    return counts;
  }
}
