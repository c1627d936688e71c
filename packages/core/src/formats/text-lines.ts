import type { Sentence, TextToken } from '../sentence';
import { tokenize } from '../tokenizer/tokenize';
import { checkSentence } from './check-sentence';
import type { ParseOptions } from './corpus-format';
import { splitLines } from './split-lines';
import type { TextChunks } from './text-chunks';
import { checkSpaces } from './text-spaces';

/** Reads raw text of which each line is one sentence; offsets of tokens count from the start of the text. */
export async function* parseTextLines(chunks: TextChunks, options: ParseOptions): AsyncGenerator<Sentence> {
  const { file, gaps = false, spaces = false, locale } = options;
  let offset = 0;
  let line = 0;
  let blankLines = '';
  let isFirst = true;
  for await (const lines of splitLines(chunks, { file })) {
    for (const text of lines) {
      line += 1;
      const tokens = cutLine(text, locale);
      if (tokens.length === 0) {
        if (gaps) yield { words: [], line, source: { format: 'text', tokens, text: '' } };
        blankLines += spaces ? text : '';
        checkSpaces(blankLines, file);
      } else {
        const [start, end] = [tokens[0]!.start, tokens[tokens.length - 1]!.end];
        const surroundings = {
          before: blankLines + text.slice(0, start),
          after: text.slice(end),
          startsDocument: isFirst,
          startsParagraph: isFirst || blankLines !== '',
        };
        const sentence: Sentence = {
          words: tokens.map((token) => token.text),
          line,
          source: {
            format: 'text',
            tokens: tokens.map((token) => moveToken(token, offset)),
            text: text.slice(start, end),
            ...(spaces && { surroundings }),
          },
        };
        checkSentence(sentence, { file, line });
        yield sentence;
        blankLines = '';
        isFirst = false;
      }
      offset += text.length;
    }
  }
}

/** The tokens of a line: what the tokenizer cuts into several sentences, as it also does a long one, is put together. */
function cutLine(text: string, locale: string | undefined): TextToken[] {
  const parts = tokenize(text, { locale, lines: true });
  return parts.flatMap(({ source }) => (source?.format === 'text' ? source.tokens : []));
}

function moveToken(token: TextToken, offset: number): TextToken {
  return offset === 0 ? token : { ...token, start: token.start + offset, end: token.end + offset };
}
