import { RequestError } from '../errors/request-error';

/**
 * The lines of a stream of UTF-8, without their ends and without blank ones.
 *
 * @param longest UTF-16 units of a line
 * @throws RequestError from the iteration if a line is longer, or is not UTF-8
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  /** The line that has not ended, in pieces. */
  let pieces: string[] = [];
  let length = 0;
  const add = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
    if (length > longest)
      throw new RequestError(
        'too_large',
        `a line is longer than the ${longest} characters that the server takes`,
      );
  };
  const take = () => {
    const line = pieces.join('');
    pieces = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const [first = '', ...others] = decode(decoder, chunk).split('\n');
    add(first);
    for (const other of others) {
      const line = take();
      if (line.trim() !== '') yield line;
      add(other);
    }
  }
  add(decode(decoder));
  const last = take();
  if (last.trim() !== '') yield last;
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new RequestError('invalid_request', 'the body is not UTF-8');
  }
}
