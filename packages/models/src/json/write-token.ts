import type { TaggedToken, TaggedWord, TagScore } from '../tagger/tagged';

/** A score is written with four digits, more than a probability of a network means: its text by its ten-thousandths. */
const scoreTexts: string[] = [];

type AnyToken = TaggedWord & Partial<TaggedToken>;

/** What is written of a word in front of its score, and behind it. */
interface WordText extends Pick<TaggedWord, 'text' | 'tag' | 'lemma' | 'features'> {
  readonly head: string;
  readonly tail: string;
}

/** By the labels of words, which words with the same ones share, and which do not change. */
const wordTexts = new WeakMap<object, WordText>();

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
export function writeToken(token: AnyToken): string {
  const out: string[] = [];
  addToken(token, { start: 0, mark: '' }, out);
  return out.join('');
}

/**
 * Adds a token as JSON to strings that are joined in the end. A string that grows is a tree of its pieces, which takes several times the
 * memory, and outlives the garbage of its request. An object of all that a token may have would take several times as long.
 */
export function addToken(token: AnyToken, { start, mark }: TokenPlace, out: string[]): void {
  const { alternatives, words } = token;
  const { head, tail } = findText(token);
  out.push(head, writeScore(token.score), tail);
  if (alternatives) out.push(',"alternatives":', JSON.stringify(alternatives.map(roundScore)));
  if (token.start !== undefined) {
    out.push(',"start":', String(start + token.start), ',"end":', String(start + token.end!));
    out.push(',"sentence":', mark, String(token.sentence));
  }
  if (token.continues) out.push(',"continues":true');
  if (words) out.push(',"words":[', words.map(writeToken).join(','), ']');
  out.push('}');
}

function findText(token: AnyToken): WordText {
  const { text, tag, lemma, features, tags } = token;
  if (!tags || !Object.isFrozen(tags)) return writeText(token);
  const known = wordTexts.get(tags);
  if (known?.text === text && known.tag === tag && known.lemma === lemma && known.features === features)
    return known;
  const written = writeText(token);
  wordTexts.set(tags, written);
  return written;
}

function writeText({ text, tag, tags, lemma, features }: AnyToken): WordText {
  let tail = '';
  if (lemma !== undefined) tail += `,"lemma":${JSON.stringify(lemma)}`;
  if (tags) tail += `,"tags":${JSON.stringify(tags)}`;
  if (features) tail += `,"features":${JSON.stringify(features)}`;
  const head = `{"text":${JSON.stringify(text)},"tag":${JSON.stringify(tag)},"score":`;
  return { text, tag, lemma, features, head, tail };
}

function roundScore({ tag, score }: TagScore): TagScore {
  return { tag, score: Number(writeScore(score)) };
}
