/**
 * A text as one string, or in pieces of any size as it arrives: from a file, from `ReadableStream<string>`, from
 * a generator. A piece may end anywhere, also between `\r` and `\n`.
 */
export type TextChunks = string | Iterable<string> | AsyncIterable<string>;

/** Gives every kind of {@link TextChunks} as one kind, a whole string as a single piece. */
export async function* iterateChunks(chunks: TextChunks): AsyncGenerator<string> {
  if (typeof chunks === 'string') yield chunks;
  else yield* chunks;
}
