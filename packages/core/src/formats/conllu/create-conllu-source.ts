import type { ConlluRow, Sentence, TextToken } from '../../sentence';

/** What a sentence of another format looks like in CoNLL-U, before it has tags. */
export function createConlluSource({ words, source }: Sentence): { comments: string[]; rows: ConlluRow[] } {
  if (source?.format !== 'text') {
    return {
      comments: [`# text = ${words.join(' ')}`],
      rows: words.map((word, index) => createRow(String(index + 1), word)),
    };
  }
  const orthographicWords = groupTokens(source.tokens);
  const text = orthographicWords.map(({ form, spaceAfter }) => form + (spaceAfter ? ' ' : '')).join('');
  return { comments: [`# text = ${text.slice(0, -1)}`], rows: orthographicWords.flatMap(createRows) };
}

/** What stands in the text as one word, such as `don't`, with the tokens it was cut into. */
interface OrthographicWord {
  readonly form: string;
  readonly tokens: readonly TextToken[];
  /** The number of its first token in the sentence, from 1. */
  readonly id: number;
  readonly spaceAfter: boolean;
}

function groupTokens(tokens: readonly TextToken[]): OrthographicWord[] {
  const starts = tokens.flatMap((token, index) => (token.continues ? [] : [index]));
  return starts.map((start, word) => {
    const end = starts[word + 1] ?? tokens.length;
    const parts = tokens.slice(start, end);
    return {
      form: parts.map((part) => part.text).join(''),
      tokens: parts,
      id: start + 1,
      // What comes after the last token of a sentence is not known, so SpaceAfter is left out there.
      spaceAfter: end === tokens.length || tokens[end].start > tokens[end - 1].end,
    };
  });
}

/** One row for each token; where there are several, their range before them, which then has SpaceAfter. */
function createRows({ form, tokens, id, spaceAfter }: OrthographicWord): ConlluRow[] {
  const misc = spaceAfter ? '_' : 'SpaceAfter=No';
  if (tokens.length === 1) return [createRow(String(id), form, misc)];
  return [
    createRow(`${id}-${id + tokens.length - 1}`, form, misc),
    ...tokens.map((token, index) => createRow(String(id + index), token.text)),
  ];
}

function createRow(id: string, form: string, misc = '_'): ConlluRow {
  return [id, form, '_', '_', '_', '_', '_', '_', '_', misc];
}
