import type { TaggedToken, TaggedWord } from '../tagger/tagged';

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

/**
 * A word, or a token of a text, as JSON.
 *
 * @param start added to the places of a token
 * @param mark written in front of the number of its sentence
 */
export function writeToken(token: TaggedWord & Partial<TaggedToken>, start = 0, mark = ''): string {
  const { text, tag, score, lemma, tags, features, alternatives, words } = token;
  // Piece by piece: an object of all that a token may have takes several times as long.
  let json = `{"text":${JSON.stringify(text)},"tag":${JSON.stringify(tag)},"score":${writeScore(score)}`;
  if (lemma !== undefined) json += `,"lemma":${JSON.stringify(lemma)}`;
  if (tags) json += `,"tags":${JSON.stringify(tags)}`;
  if (features) json += `,"features":${writeFeatures(features)}`;
  if (alternatives) json += `,"alternatives":[${alternatives.map(writeAlternative).join(',')}]`;
  if (token.start !== undefined)
    json += `,"start":${start + token.start},"end":${start + token.end!},"sentence":${mark}${token.sentence}`;
  if (token.continues) json += ',"continues":true';
  if (words) json += `,"words":[${words.map((word) => writeToken(word)).join(',')}]`;
  return `${json}}`;
}

function writeFeatures(features: object): string {
  let json = featureTexts.get(features);
  if (json === undefined) {
    json = JSON.stringify(features);
    featureTexts.set(features, json);
  }
  return json;
}

function writeAlternative({ tag, score }: { readonly tag: string; readonly score: number }): string {
  return `{"tag":${JSON.stringify(tag)},"score":${writeScore(score)}}`;
}
