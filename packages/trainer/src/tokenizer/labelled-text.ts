import { type CharacterKeys, type ParagraphPiece, ParagraphReader } from '@tagger/core/internal';
import type { EndName } from '@tagger/models/internal';
import type { SpacedSentence } from './spaced-corpus';

/** A text with what ends where. */
export interface LabelledText {
  readonly text: string;
  /** What ends at a place of the text, by that place. */
  readonly ends: ReadonlyMap<number, EndName>;
}

/** Sentences of a paragraph behind one another as the corpus has them, paragraphs with an empty line between them. */
export function joinSentences(sentences: readonly SpacedSentence[]): LabelledText {
  const parts: string[] = [];
  const ends = new Map<number, EndName>();
  let length = 0;
  const append = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  let after = '';
  for (const sentence of sentences) {
    if (parts.length > 0) append(sentence.startsParagraph ? '\n\n' : after);
    for (const [index, end] of sentence.ends.entries()) {
      const isMultiword = sentence.multiwords.has(index);
      const isLast = index === sentence.ends.length - 1;
      ends.set(
        length + end,
        isMultiword ? (isLast ? 'multiwordSentence' : 'multiword') : isLast ? 'sentence' : 'token',
      );
    }
    append(sentence.text);
    after = sentence.after;
  }
  return { text: parts.join(''), ends };
}

/** A paragraph as characters. */
export interface LabelledParagraph {
  readonly keys: readonly string[];
  readonly ends: readonly EndName[];
}

/** The paragraphs of a text. @param language whose rules are read, as a BCP 47 tag */
export function* readParagraphs(
  { text, ends }: LabelledText,
  language: string,
  characterKeys: CharacterKeys,
): Generator<LabelledParagraph> {
  const reader = new ParagraphReader({ locale: language });
  let pieces: ParagraphPiece[] = [];
  const all = [reader.push(text), reader.end()];
  for (const part of all)
    for (const piece of part) {
      pieces.push(piece);
      if (!piece.endsParagraph) continue;
      yield labelParagraph(pieces, ends, characterKeys);
      pieces = [];
    }
}

function labelParagraph(
  pieces: readonly ParagraphPiece[],
  ends: LabelledText['ends'],
  keys: CharacterKeys,
): LabelledParagraph {
  const characters = pieces.flatMap((piece) => piece.characters);
  return {
    keys: characters.map((_, at) => keys.find(characters, at, characters.length)),
    ends: characters.map(({ end }) => ends.get(end) ?? 'inside'),
  };
}
