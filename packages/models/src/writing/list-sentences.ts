import type { TextToken } from '@tagger/core';
import { isParagraphEnd } from '@tagger/core/internal';
import type { TaggedSentence, TaggedToken } from '../tagger/tagged';

/** The sentences of a text that was tagged, for writers: with the white space around them. */
export function* listSentences(text: string, tokens: readonly TaggedToken[]): Generator<TaggedSentence> {
  let behind = 0;
  for (let first = 0; first < tokens.length; ) {
    let next = first + 1;
    while (next < tokens.length && tokens[next]!.sentence === tokens[first]!.sentence) next++;
    const own = tokens.slice(first, next);
    const { start } = own[0]!;
    const { end } = own.at(-1)!;
    const isFirst = first === 0;
    const surroundings = {
      before: isFirst ? text.slice(0, start) : '',
      after: text.slice(end, tokens[next]?.start),
      startsDocument: isFirst,
      startsParagraph: isFirst || isParagraphEnd(text.slice(behind, start)),
    };
    const words = own.flatMap((token) => token.words ?? [token]);
    const source = {
      format: 'text',
      tokens: own.map(toTextToken),
      text: text.slice(start, end),
      surroundings,
    } as const;
    yield { sentence: { words: words.map((word) => word.text), source }, words };
    behind = end;
    first = next;
  }
}

function toTextToken({ text, start, end, continues, words }: TaggedToken): TextToken {
  return {
    text,
    start,
    end,
    ...(continues && { continues }),
    ...(words && { words: words.map((word) => word.text) }),
  };
}
