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
  yield* writeItems(tokens, toJson);
  if (entities) {
    yield '],"entities":[';
    yield* writeItems(entities, ({ text, label, score, start, end, sentence }) => ({
      text,
      label,
      score: round(score),
      start,
      end,
      sentence,
    }));
  }
  yield ']';
}

function* writeItems<Item>(items: readonly Item[], toValue: (item: Item) => object): Generator<string> {
  for (let start = 0; start < items.length; start += itemsOfPiece) {
    const piece = items.slice(start, start + itemsOfPiece).map(toValue);
    yield (start === 0 ? '' : ',') + JSON.stringify(piece).slice(1, -1);
  }
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
