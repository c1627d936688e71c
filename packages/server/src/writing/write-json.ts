import type { Entity, WrittenTokens } from '@tagger/models';
import { writeScore, writeToken } from '@tagger/models/internal';
import type { JsonAnswer, TaggedPart } from '../tagging/tag-texts';

/** Tokens that are written at once. */
const itemsOfPiece = 256;

/** A piece of an answer: text, or UTF-8. */
export type Piece = string | Uint8Array;

/** An answer as JSON, in pieces. */
export function* writeJson({ model, isList, parts }: JsonAnswer): Generator<Piece> {
  yield `{"model":${JSON.stringify(model)}`;
  if (!isList) {
    yield ',';
    yield* writePart(parts[0]!);
  } else {
    yield ',"results":[';
    for (const [index, part] of parts.entries()) {
      yield index === 0 ? '{' : ',{';
      yield* writePart(part);
      yield '}';
    }
    yield ']';
  }
  yield '}';
}

function* writePart(part: TaggedPart | WrittenTokens): Generator<Piece> {
  yield '"tokens":[';
  if ('pieces' in part) yield* joinItems(part.pieces);
  else {
    yield* joinItems(writeItems(part.tokens, writeToken));
    if (part.entities) {
      yield '],"entities":[';
      yield* joinItems(writeItems(part.entities, writeEntity));
    }
  }
  yield ']';
}

function* joinItems(pieces: Iterable<Piece>): Generator<Piece> {
  let isFirst = true;
  for (const piece of pieces) {
    if (!isFirst) yield ',';
    isFirst = false;
    yield piece;
  }
}

function* writeItems<Item>(items: readonly Item[], write: (item: Item) => string): Generator<string> {
  for (let start = 0; start < items.length; start += itemsOfPiece)
    yield items
      .slice(start, start + itemsOfPiece)
      .map(write)
      .join(',');
}

function writeEntity({ text, label, score, start, end, sentence }: Entity): string {
  return JSON.stringify({ text, label, score: Number(writeScore(score)), start, end, sentence });
}
