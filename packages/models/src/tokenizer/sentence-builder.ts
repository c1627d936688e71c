import type { Sentence, TextToken } from '@tagger/core';
import { type MultiwordSplitter, spacePair, type TextCharacter } from '@tagger/core/internal';
import type { EndName, TokenizerDescription } from './tokenizer-description';

/** The length in UTF-16 units over which a sentence is cut, behind a token where it has one. */
const longestSentence = 10_000;

/** Puts characters together to tokens, and these to sentences. */
export class SentenceBuilder {
  /** The text from the start of the sentence on. */
  #text = '';
  #offset = 0;
  #tokens: TextToken[] = [];
  #words: string[] = [];
  /** Where the token starts that has begun, and where its last character ends that is no white space; -1 between tokens. */
  #start = -1;
  #end = -1;

  /** The last character that is no white space, if white space follows it within a token. */
  #beforeSpace: string | undefined;
  #last = '';
  readonly #spacesInTokens: boolean;
  readonly #spacePairs: ReadonlySet<string> | undefined;

  constructor(
    private readonly multiwords: MultiwordSplitter,
    { spacesInTokens, spacePairs }: Pick<TokenizerDescription, 'spacesInTokens' | 'spacePairs'>,
  ) {
    this.#spacesInTokens = spacesInTokens;
    this.#spacePairs = spacePairs && new Set(spacePairs);
  }

  /** Takes the next piece of the text. */
  addText(piece: string): void {
    this.#text += piece;
  }

  /** Takes a character of it. @returns the sentence that ends with it */
  add({ text, start, end }: TextCharacter, ends: EndName): Sentence | undefined {
    const isBlank = text === ' ';
    if (isBlank) this.#passSpace();
    else {
      if (this.#beforeSpace !== undefined) this.#checkSpace(text);
      if (this.#start === -1) this.#start = start;
      this.#end = end;
      this.#last = text;
    }
    if (ends !== 'inside') this.#endToken(ends === 'multiword' || ends === 'multiwordSentence');
    if (ends === 'sentence' || ends === 'multiwordSentence') return this.endSentence();
    const first = this.#tokens[0]?.start ?? this.#start;
    if (first === -1 || end - first < longestSentence) return undefined;
    if (this.#tokens.length === 0) this.#endToken(false);
    return this.#takeSentence();
  }

  /** Ends the sentence, if one has begun. */
  endSentence(): Sentence | undefined {
    this.#endToken(false);
    return this.#tokens.length === 0 ? undefined : this.#takeSentence();
  }

  #passSpace(): void {
    if (!this.#spacesInTokens) this.#endToken(false);
    else if (this.#start !== -1) this.#beforeSpace = this.#last;
  }

  /** Ends the token before white space unless tokens may hold it between such characters. */
  #checkSpace(next: string): void {
    const pair = spacePair(this.#beforeSpace!, next);
    if (this.#spacePairs && !this.#spacePairs.has(pair)) this.#endToken(false);
    this.#beforeSpace = undefined;
  }

  #endToken(isMultiword: boolean): void {
    this.#beforeSpace = undefined;
    if (this.#start === -1) return;
    const [start, end] = [this.#start, this.#end];
    this.#start = -1;
    const text = this.#text.slice(start - this.#offset, end - this.#offset);
    const words = this.multiwords.split(text, isMultiword);
    for (const word of words ?? [text]) this.#words.push(word);
    if (!words || words.length === 1) this.#tokens.push({ text, start, end });
    else if (words.join('') === text) this.#addParts(words, start);
    else this.#tokens.push({ text, start, end, words });
  }

  /** Words that are parts of the token's text are tokens of their own. */
  #addParts(words: readonly string[], start: number): void {
    let from = start;
    for (const [index, text] of words.entries()) {
      const end = from + text.length;
      this.#tokens.push({ text, start: from, end, ...(index > 0 && { continues: true }) });
      from = end;
    }
  }

  #takeSentence(): Sentence {
    const [tokens, words] = [this.#tokens, this.#words];
    const [start, end] = [tokens[0]!.start, tokens.at(-1)!.end];
    const text = this.#text.slice(start - this.#offset, end - this.#offset);
    this.#text = this.#text.slice(end - this.#offset);
    this.#offset = end;
    this.#tokens = [];
    this.#words = [];
    return { words, source: { format: 'text', tokens, text } };
  }
}
