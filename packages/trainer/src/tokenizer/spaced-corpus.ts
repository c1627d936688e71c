import type { Sentence } from '@tagger/core';
import { learnMultiwords, type MultiwordParts, readSurfaceSentence } from '@tagger/core/internal';

/** A sentence as it stands in a text. */
export interface SpacedSentence {
  readonly text: string;
  /** Where each token starts and ends in the text. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The words of multiword tokens, by the number of the token. */
  readonly multiwords: ReadonlyMap<number, readonly string[]>;
  /** The white space behind it. */
  readonly after: string;
  readonly startsParagraph: boolean;
}

/** Text that a tokenizer can learn from. */
export interface SpacedCorpus {
  readonly sentences: readonly SpacedSentence[];
  /** Whether any sentence tells where its white space is. */
  readonly tellsSpaces: boolean;
}

/** UTF-16 units from which on a corpus teaches nothing more of how text is cut, and takes time alone. */
const enoughText = 4_000_000;

/** Gathers the text of sentences of CoNLL-U as they pass, up to a length that is enough; others have none. */
export class SpacedCorpusBuilder {
  readonly #sentences: SpacedSentence[] = [];
  #length = 0;
  #tellsSpaces = false;

  add(sentence: Sentence): void {
    const surface = this.#length < enoughText ? readSurfaceSentence(sentence) : undefined;
    if (!surface) return;
    const { tokens, startsParagraph, tellsSpaces } = surface;
    this.#tellsSpaces ||= tellsSpaces;
    let text = '';
    let after = '';
    const starts = new Int32Array(tokens.length);
    const ends = new Int32Array(tokens.length);
    const multiwords = new Map<number, readonly string[]>();
    for (const [index, token] of tokens.entries()) {
      text += after;
      starts[index] = text.length;
      text += token.form;
      ends[index] = text.length;
      after = token.after;
      if (token.words) multiwords.set(index, token.words);
    }
    this.#length += text.length;
    this.#sentences.push({ text, starts, ends, multiwords, after, startsParagraph });
  }

  build(): SpacedCorpus {
    return { sentences: this.#sentences, tellsSpaces: this.#tellsSpaces };
  }
}

/** What a corpus teaches of multiword tokens. */
export function learnCorpusMultiwords({ sentences }: SpacedCorpus): MultiwordParts {
  return learnMultiwords(listTokens(sentences));
}

function* listTokens(sentences: readonly SpacedSentence[]) {
  for (const { text, starts, ends, multiwords } of sentences)
    for (const [index, start] of starts.entries())
      yield { form: text.slice(start, ends[index]), words: multiwords.get(index) };
}
