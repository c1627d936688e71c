import type { FormatName, Sentence } from '@tagger/core';
import type { TaggedSentence, TaggedWord } from '@tagger/models';

/**
 * The sentence with its tags, and with scores where the format has a place for them. JSON Lines also has where each word of a
 * text stands in it.
 */
export function withTags(
  { sentence, words }: TaggedSentence,
  format: FormatName,
  withScores: boolean,
): Sentence {
  if (sentence.source?.format === 'gap') return sentence;
  const tagged: Sentence = { ...sentence, tags: words.map(({ tag }) => tag) };
  if (withScores && format === 'columns') {
    // word, tag (filled in by the writer), score, alternatives
    const rows = words.map((word) => [word.text, '_', formatScore(word.score), ...formatAlternatives(word)]);
    return { ...tagged, source: { format: 'columns', rows } };
  }
  if (format !== 'jsonl') return tagged;
  const values = { ...listPlaces(sentence), ...(withScores && listScores(words)) };
  const text = sentence.source?.format === 'jsonl' ? sentence.source.text : toJsonLine(sentence);
  return { ...tagged, source: { format: 'jsonl', text, values } };
}

/** `text.slice(start, end)` is the word, in UTF-16 units. */
function listPlaces({ source }: Sentence) {
  if (source?.format !== 'text') return {};
  return { start: source.tokens.map(({ start }) => start), end: source.tokens.map(({ end }) => end) };
}

function listScores(words: readonly TaggedWord[]) {
  const scores = words.map(({ score }) => round(score));
  const alternatives = words.map(({ alternatives }) =>
    alternatives?.map(({ tag, score }) => ({ tag, score: round(score) })),
  );
  return alternatives[0] ? { scores, alternatives } : { scores };
}

function toJsonLine({ words }: Sentence): string {
  return `${JSON.stringify({ words })}\n`;
}

function formatAlternatives({ alternatives = [] }: TaggedWord): string[] {
  return alternatives.map(({ tag, score }) => `${tag}=${formatScore(score)}`);
}

function formatScore(score: number): string {
  return score.toFixed(4);
}

/** Four digits are more than a probability of a network means. */
function round(score: number): number {
  return Number(formatScore(score));
}
