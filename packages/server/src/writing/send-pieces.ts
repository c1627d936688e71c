import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Piece } from './write-json';

/** UTF-16 units that are sent at once: what is longer is written while it is sent. */
const longestAnswer = 2 ** 16;

/** Sends a text that comes in pieces. A long one is never in memory as a whole, and waits for its reader. */
export function sendPieces(reply: FastifyReply, mediaType: string, pieces: Iterator<Piece>): FastifyReply {
  reply.type(`${mediaType}; charset=utf-8`);
  let text = '';
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return reply.send(text);
    const isText = typeof value === 'string';
    if (isText) text += value;
    if (!isText || text.length > longestAnswer)
      return reply.send(Readable.from(joinPieces(isText ? [text] : [text, value], pieces)));
  }
}

/**
 * The same text in pieces that are worth being sent. Between them others have their turn, also where the reader is fast.
 *
 * @param first what was already read of the pieces
 */
export async function* joinPieces(first: readonly Piece[], others: Iterator<Piece>): AsyncGenerator<Piece> {
  for (const piece of first) if (piece.length > 0) yield piece;
  let text = '';
  for (let next = others.next(); !next.done; next = others.next()) {
    const { value } = next;
    if (typeof value === 'string') text += value;
    if (typeof value === 'string' && text.length < longestAnswer) continue;
    if (text !== '') yield text;
    if (typeof value !== 'string') yield value;
    text = '';
    await setImmediate();
  }
  if (text !== '') yield text;
}
