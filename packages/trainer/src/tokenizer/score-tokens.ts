import type { Sentence } from '@tagger/core';
import type { TokenizerScores } from '@tagger/models/internal';
import type { LabelledText } from './labelled-text';
import type { SpacedSentence } from './spaced-corpus';

/** F1 of the tokens, sentences and words that were found in a text. */
export class TokenScorer {
  readonly #gold = { tokens: new Set<string>(), sentences: new Set<string>(), words: new Set<string>() };
  readonly #found = { tokens: 0, sentences: 0, words: 0 };
  readonly #right = { tokens: 0, sentences: 0, words: 0 };

  /** @param text as `joinSentences` gives it of the sentences */
  constructor(sentences: readonly SpacedSentence[], text: LabelledText) {
    let offset = 0;
    for (const sentence of sentences) {
      offset = text.text.indexOf(sentence.text, offset);
      const { starts, ends, multiwords } = sentence;
      for (const [index, start] of starts.entries()) {
        const [from, to] = [offset + start, offset + ends[index]!];
        this.#gold.tokens.add(`${from}-${to}`);
        for (const key of keysOfWords(from, to, multiwords.get(index))) this.#gold.words.add(key);
      }
      this.#gold.sentences.add(`${offset + starts[0]!}-${offset + ends.at(-1)!}`);
      offset += sentence.text.length;
    }
  }

  add({ source }: Sentence): void {
    if (source?.format !== 'text') return;
    const { tokens } = source;
    this.#count('sentences', `${tokens[0]!.start}-${tokens.at(-1)!.end}`);
    for (let at = 0; at < tokens.length; at++) {
      const first = tokens[at]!;
      const parts = [first.text];
      while (tokens[at + 1]?.continues) parts.push(tokens[++at]!.text);
      const { end } = tokens[at]!;
      this.#count('tokens', `${first.start}-${end}`);
      const words = first.words ?? (parts.length > 1 ? parts : undefined);
      for (const key of keysOfWords(first.start, end, words)) this.#count('words', key);
    }
  }

  #count(kind: keyof TokenizerScores, key: string): void {
    this.#found[kind]++;
    if (this.#gold[kind].has(key)) this.#right[kind]++;
  }

  result(): TokenizerScores {
    const f1 = (kind: keyof TokenizerScores) =>
      (2 * this.#right[kind]) / Math.max(1, this.#gold[kind].size + this.#found[kind]);
    return { tokens: f1('tokens'), sentences: f1('sentences'), words: f1('words') };
  }
}

function keysOfWords(start: number, end: number, words: readonly string[] | undefined): string[] {
  if (!words) return [`${start}-${end}`];
  return words.map((word, index) => `${start}-${end} ${index} ${word.toLowerCase()}`);
}
