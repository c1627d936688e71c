import type { CharacterKeys, ParagraphPiece, TextCharacter } from '@tagger/core/internal';

/** Characters that a network is asked about at once, and those around them that it also reads. */
export const windowSizes = { core: 960, context: 64 } as const;

/** A part of a paragraph, as a network reads it. */
export interface TextWindow {
  /** The keys of all characters, with those around the core. */
  readonly keys: readonly string[];
  /** The characters of the core, which begins at `from` among the keys. */
  readonly characters: readonly TextCharacter[];
  readonly from: number;
  readonly endsParagraph: boolean;
}

/**
 * Divides paragraphs into windows. Where these are depends on the paragraph alone: each `core` characters from its start are a core.
 */
export class WindowCutter {
  constructor(private readonly keys: CharacterKeys) {}

  /** Characters of the paragraph from the first one on that a later window reads. */
  #characters: TextCharacter[] = [];
  /** Where the next core begins among them. */
  #next = 0;

  *add({ characters, endsParagraph }: ParagraphPiece): Generator<TextWindow> {
    // Not by spreading, which has a limit.
    for (const character of characters) this.#characters.push(character);
    const { core, context } = windowSizes;
    // One more tells what is behind the last one.
    while (this.#characters.length > this.#next + core + context) yield this.#cut(core, false);
    if (!endsParagraph) return;
    while (this.#characters.length - this.#next > core) yield this.#cut(core, false);
    yield this.#cut(this.#characters.length - this.#next, true);
    this.#characters = [];
    this.#next = 0;
  }

  #cut(length: number, endsParagraph: boolean): TextWindow {
    const { context } = windowSizes;
    const first = Math.max(0, this.#next - context);
    const end = this.#next + length;
    const last = Math.min(end + context, this.#characters.length);
    const limit = Math.min(last + 1, this.#characters.length);
    const keys: string[] = [];
    for (let at = first; at < last; at++) keys.push(this.keys.find(this.#characters, at, limit));
    const window = {
      keys,
      characters: this.#characters.slice(this.#next, end),
      from: this.#next - first,
      endsParagraph,
    };
    const kept = Math.max(0, end - context);
    this.#characters = this.#characters.slice(kept);
    this.#next = end - kept;
    return window;
  }
}
