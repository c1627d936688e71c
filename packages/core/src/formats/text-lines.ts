import type { Sentence, TextToken } from '../sentence';
import type { TextCutter } from '../tokenizer/text-cutter';
import { checkSentence } from './check-sentence';
import type { ParseOptions } from './corpus-format';
import { createCutter } from './create-cutter';
import { splitLines } from './split-lines';
import type { TextChunks } from './text-chunks';
import { checkSpaces } from './text-spaces';

/** Reads raw text of which each line is one sentence; offsets of tokens count from the start of the text. */
export async function* parseTextLines(chunks: TextChunks, options: ParseOptions): AsyncGenerator<Sentence> {
  const { file, gaps = false, spaces = false } = options;
  let offset = 0;
  let line = 0;
  let blankLines = '';
  let isFirst = true;
  for await (const lines of splitLines(chunks, { file })) {
    for (const [index, tokens] of (await cutLines(lines, options)).entries()) {
      const text = lines[index]!;
      line += 1;
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
          words: tokens.flatMap((token) => token.words ?? [token.text]),
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

/** The tokens of each line: what is cut into several sentences, as a long one is, is put together. */
async function cutLines(lines: readonly string[], options: ParseOptions): Promise<TextToken[][]> {
  const cutter = createCutter(options, true);
  const tokens: TextToken[][] = lines.map(() => []);
  let [index, start] = [0, 0];
  const take = async (sentences: ReturnType<TextCutter['push']>) => {
    for await (const { source } of sentences)
      for (const token of source?.format === 'text' ? source.tokens : []) {
        while (token.start >= start + lines[index]!.length) start += lines[index++]!.length;
        tokens[index]!.push(moveToken(token, -start));
      }
  };
  await take(cutter.push(lines.join('')));
  await take(cutter.end());
  return tokens;
}

function moveToken(token: TextToken, offset: number): TextToken {
  return offset === 0 ? token : { ...token, start: token.start + offset, end: token.end + offset };
}
