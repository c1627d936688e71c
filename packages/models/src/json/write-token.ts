import type { TaggedToken, TaggedWord, TagScore } from '../tagger/tagged';

/** A score is written with four digits, more than a probability of a network means: its text by its ten-thousandths. */
const scoreTexts: string[] = [];

/** Features as JSON. Words with the same features share an object. */
const featureTexts = new WeakMap<object, string>();

/** A probability as JSON. */
export function writeScore(score: number): string {
  const rounded = Math.round(score * 1e4);
  scoreTexts[rounded] ??= String(rounded / 1e4);
  return scoreTexts[rounded]!;
}

/** How a token of a part of a text is written. */
export interface TokenPlace {
  /** Added to its places. */
  readonly start: number;
  /** Written in front of the number of its sentence. */
  readonly mark: string;
}

/** A word, or a token of a text, as JSON. */
export function writeToken(token: TaggedWord & Partial<TaggedToken>): string {
  const out: string[] = [];
  addToken(token, { start: 0, mark: '' }, out);
  return out.join('');
}

/**
 * Adds a token as JSON to strings that are joined in the end. A string that grows is a tree of its pieces, which takes several times the
 * memory, and outlives the garbage of its request. An object of all that a token may have would take several times as long.
 */
export function addToken(
  token: TaggedWord & Partial<TaggedToken>,
  { start, mark }: TokenPlace,
  out: string[],
): void {
  const { text, tag, score, lemma, tags, features, alternatives, words } = token;
  out.push('{"text":', JSON.stringify(text), ',"tag":', JSON.stringify(tag), ',"score":', writeScore(score));
  if (lemma !== undefined) out.push(',"lemma":', JSON.stringify(lemma));
  if (tags) out.push(',"tags":', JSON.stringify(tags));
  if (features) out.push(',"features":', writeFeatures(features));
  if (alternatives) out.push(',"alternatives":', JSON.stringify(alternatives.map(roundScore)));
  if (token.start !== undefined) {
    out.push(',"start":', String(start + token.start), ',"end":', String(start + token.end!));
    out.push(',"sentence":', mark, String(token.sentence));
  }
  if (token.continues) out.push(',"continues":true');
  if (words) out.push(',"words":[', words.map(writeToken).join(','), ']');
  out.push('}');
}

function writeFeatures(features: object): string {
  let json = featureTexts.get(features);
  if (json === undefined) {
    json = JSON.stringify(features);
    featureTexts.set(features, json);
  }
  return json;
}

function roundScore({ tag, score }: TagScore): TagScore {
  return { tag, score: Number(writeScore(score)) };
}
