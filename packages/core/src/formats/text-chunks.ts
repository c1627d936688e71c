import { requireIterable, requireString } from '../arguments/check-arguments';

/**
 * A text as one string, or in pieces of any size as it arrives: from a file, from `ReadableStream<string>`, from
 * a generator. A piece may end anywhere, also between `\r` and `\n`.
 */
export type TextChunks = string | Iterable<string> | AsyncIterable<string>;

const expected = 'a string or an iterable of strings';
const hint = "decode bytes first, as a stream does after setEncoding('utf8')";

/**
 * Gives every kind of {@link TextChunks} as one kind, a whole string as a single piece.
 *
 * @throws ArgumentError for anything else, and for a piece that is not a string.
 */
export async function* iterateChunks(chunks: TextChunks): AsyncGenerator<string> {
  if (typeof chunks === 'string') {
    yield chunks;
    return;
  }
  requireIterable('chunks', expected, chunks);
  let index = 0;
  for await (const chunk of chunks) {
    requireString(`chunks[${index++}]`, chunk, hint);
    yield chunk;
  }
}
