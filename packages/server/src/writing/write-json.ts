import type { TaggedToken, TaggedWord } from '@tagger/models';
import type { TaggedAnswer, TaggedPart } from '../tagging/tag-texts';

/** Tokens that are written at once. */
const itemsOfPiece = 256;

/** An answer as JSON, in pieces. */
export function* writeJson({ model, isList, parts }: TaggedAnswer): Generator<string> {
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

function* writePart({ tokens, entities }: TaggedPart): Generator<string> {
  yield '"tokens":[';
  yield* writeItems(tokens, writeToken);
  if (entities) {
    yield '],"entities":[';
    yield* writeItems(entities, ({ text, label, score, start, end, sentence }) =>
      JSON.stringify({ text, label, score: round(score), start, end, sentence }),
    );
  }
  yield ']';
}

function* writeItems<Item>(items: readonly Item[], write: (item: Item) => string): Generator<string> {
  for (let start = 0; start < items.length; start += itemsOfPiece) {
    const piece = items
      .slice(start, start + itemsOfPiece)
      .map(write)
      .join(',');
    yield start === 0 ? piece : `,${piece}`;
  }
}

function writeToken(token: TaggedWord & Partial<TaggedToken>): string {
  const { text, tag, score, lemma, tags, features, alternatives, continues, words, start, end, sentence } =
    token;
  const others = lemma ?? tags ?? features ?? alternatives ?? continues ?? words;
  if (others !== undefined || start === undefined) return JSON.stringify(toJson(token));
  // Most tokens are such; an object of all that a token may have takes four times as long.
  return `{"text":${JSON.stringify(text)},"tag":${JSON.stringify(tag)},"score":${round(score)},"start":${start},"end":${end},"sentence":${sentence}}`;
}

/** A token as it is written: what is undefined is left out. */
function toJson(token: TaggedWord & Partial<TaggedToken>): object {
  const { text, tag, score, lemma, tags, features, alternatives } = token;
  return {
    text,
    tag,
    score: round(score),
    lemma,
    tags,
    features,
    alternatives: alternatives?.map((each) => ({ tag: each.tag, score: round(each.score) })),
    start: token.start,
    end: token.end,
    sentence: token.sentence,
    continues: token.continues,
    words: token.words?.map(toJson),
  };
}

/** Four digits are more than a probability of a network means. */
function round(score: number): number {
  return Math.round(score * 1e4) / 1e4;
}
