import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** UTF-16 units that are sent at once: what is longer is written while it is sent. */
const longestAnswer = 2 ** 16;

/** Sends a text that comes in pieces. A long one is never in memory as a whole, and waits for its reader. */
export function sendPieces(reply: FastifyReply, mediaType: string, pieces: Iterator<string>): FastifyReply {
  reply.type(`${mediaType}; charset=utf-8`);
  let text = '';
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return reply.send(text);
    text += value;
    if (text.length > longestAnswer) return reply.send(Readable.from(joinPieces(text, pieces)));
  }
}

/** The same text in pieces that are worth being sent. */
export function* joinPieces(first: string, others: Iterator<string>): Generator<string> {
  if (first !== '') yield first;
  let text = '';
  for (let next = others.next(); !next.done; next = others.next()) {
    text += next.value;
    if (text.length < longestAnswer) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
