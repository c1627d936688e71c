import { countMarks } from './parse-lines';
import { iterateChunks, type TextChunks } from './text-chunks';

/** Characters after which a first line is cut off. */
const longest = 65_536;

/** The first line of a text, without its end and byte order marks before it, and the whole text. */
export async function peekLine(
  chunks: TextChunks,
): Promise<{ readonly line: string; readonly all: TextChunks }> {
  const pieces = iterateChunks(chunks);
  let head = '';
  while (!/[\r\n]/.test(head) && head.length < longest) {
    const next = await pieces.next();
    if (next.done) break;
    head += next.value;
  }
  const [line = ''] = head.slice(countMarks(head), longest).split(/[\r\n]/, 1);
  return { line, all: prepend(head, pieces) };
}

async function* prepend(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}
