import type { Sentence, TextToken } from '../sentence';
import { BLANK } from '../tokenizer/characters';
import { isParagraphEnd } from '../tokenizer/paragraph-ends';
import { Tokenizer, type TokenizerOptions } from '../tokenizer/tokenizer';
import type { RuledCharacter } from './character-keys';

/** A character of a text with its marks, or a run of white space. */
export interface TextCharacter extends RuledCharacter {
  /** Its place in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** A piece of a paragraph. */
export interface ParagraphPiece {
  readonly characters: readonly TextCharacter[];
  /** Whether the paragraph ends behind it. */
  readonly endsParagraph: boolean;
}

/** What changes the character before it: marks, joiners and colours, and what is joined to it. */
const modifier = String.raw`(?:\p{M}|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|\p{Emoji_Modifier}|(?<=\u200d)\p{Extended_Pictographic})`;
/** A character with its modifiers, of which the number is bounded, a flag, or white space. */
const character = new RegExp(String.raw`\p{White_Space}+|\p{RI}\p{RI}|[\s\S]${modifier}{0,31}`, 'gu');
const visibleAscii = /^[!-~]+$/;
const leadingBlanks = new RegExp(`^[${BLANK}]*`, 'u');
const lineBreak = /[\n\r\u0085\u2028\u2029]/;

/**
 * Reads a text that arrives in pieces as characters, with what the rules of a language say of each. White space around a paragraph is
 * left out. What comes out, joined, depends on the text alone, not on how it was cut.
 */
export class ParagraphReader {
  readonly #tokenizer: Tokenizer;
  readonly #lines: boolean;
  /** The text behind the last sentence of the rules, and where it is in the whole text. */
  #pending = '';
  #offset = 0;
  /** Whether a paragraph has begun. */
  #isOpen = false;

  /** @throws SettingsError if an option is unknown or of another type, or `locale` is no language tag. */
  constructor(options: TokenizerOptions = {}) {
    this.#tokenizer = new Tokenizer(options);
    this.#lines = options.lines ?? false;
  }

  /** Takes the next piece of the text. */
  *push(piece: string): Generator<ParagraphPiece> {
    this.#pending += piece;
    yield* this.#read(this.#tokenizer.push(piece));
    // Only a line break tells that a paragraph has ended before the next one has come.
    if (!this.#isOpen || !lineBreak.test(piece)) return;
    const [blanks] = leadingBlanks.exec(this.#pending)!;
    if (isParagraphEnd(blanks, this.#lines)) yield this.#close();
  }

  /** Ends the text. */
  *end(): Generator<ParagraphPiece> {
    yield* this.#read(this.#tokenizer.end());
    if (this.#isOpen) yield this.#close();
  }

  #close(): ParagraphPiece {
    this.#isOpen = false;
    return { characters: [], endsParagraph: true };
  }

  *#read(sentences: Iterable<Sentence>): Generator<ParagraphPiece> {
    for (const { source } of sentences) {
      const tokens = source?.format === 'text' ? source.tokens : [];
      const first = tokens[0]!;
      const gap = this.#pending.slice(0, first.start - this.#offset);
      if (this.#isOpen && isParagraphEnd(gap, this.#lines)) yield this.#close();
      const characters: TextCharacter[] = [];
      if (this.#isOpen && gap !== '') characters.push(blankBetween(first.start - gap.length, first.start));
      addSentence(characters, tokens);
      this.#isOpen = true;
      yield { characters, endsParagraph: false };
      const end = tokens.at(-1)!.end;
      this.#pending = this.#pending.slice(end - this.#offset);
      this.#offset = end;
    }
  }
}

function blankBetween(start: number, end: number): TextCharacter {
  return { text: ' ', rule: 'inside', start, end };
}

function addSentence(characters: TextCharacter[], tokens: readonly TextToken[]): void {
  let end = tokens[0]!.start;
  for (const [index, token] of tokens.entries()) {
    if (token.start > end) characters.push(blankBetween(end, token.start));
    const next = tokens[index + 1];
    const rule = !next ? 'sentence' : next.continues ? 'part' : 'token';
    end = token.end;
    // Most tokens of most texts; the pattern takes several times as long.
    if (visibleAscii.test(token.text)) {
      for (let start = token.start; start < end; start++) {
        const isLast = start === end - 1;
        const text = token.text[start - token.start]!;
        characters.push({ text, rule: isLast ? rule : 'inside', start, end: start + 1 });
      }
      continue;
    }
    for (const { 0: text, index: at } of token.text.matchAll(character)) {
      const start = token.start + at;
      const isLast = start + text.length === end;
      const isBlank = /^\p{White_Space}/u.test(text);
      characters.push({
        text: isBlank ? ' ' : text,
        rule: isLast ? rule : 'inside',
        start,
        end: start + text.length,
      });
    }
  }
}
