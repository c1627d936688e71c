import type { FormatName, Sentence } from '@tagger/core';
import type { TaggedSentence, TaggedWord } from '../tagger/tagged';

/** What is written of words in addition to their tags. */
export interface TagContents {
  readonly withScores?: boolean;
  /** Further columns of the model. */
  readonly columns?: readonly (string | number)[];
}

/**
 * The sentence with its tags, and with further columns and scores where the format has a place for them. JSON Lines also has where each
 * word of a text stands in it.
 */
export function withTags(
  { sentence, words }: TaggedSentence,
  format: FormatName,
  { withScores = false, columns = [] }: TagContents = {},
): Sentence {
  if (sentence.source?.format === 'gap') return sentence;
  const tagged: Sentence = {
    ...sentence,
    tags: words.map(({ tag }) => tag),
    ...(columns.length > 0 && { columns: listColumns(sentence, words, columns) }),
  };
  if (withScores && format === 'columns') {
    // word, tag (filled in by the writer), score, alternatives
    const rows = words.map((word) => [word.text, '_', formatScore(word.score), ...formatAlternatives(word)]);
    return { ...tagged, source: { format: 'columns', rows } };
  }
  if (format !== 'jsonl') return tagged;
  const features = words[0]?.features && { features: words.map((word) => word.features) };
  const values = { ...features, ...listPlaces(sentence), ...(withScores && listScores(words)) };
  const text = sentence.source?.format === 'jsonl' ? sentence.source.text : toJsonLine(sentence);
  return { ...tagged, source: { format: 'jsonl', text, values } };
}

/** The labels of columns; of CoNLL-U Plus of those that the file has. */
function listColumns(
  { source }: Sentence,
  words: readonly TaggedWord[],
  columns: readonly (string | number)[],
): NonNullable<Sentence['columns']> {
  const names = source?.format === 'conllup' ? source.columns?.map((name) => name.toLowerCase()) : undefined;
  const present = columns
    .map(String)
    .filter((name) => !names || names.includes(name.replace(/^(feats|misc):.*$/, '$1')));
  return Object.fromEntries(present.map((name) => [name, words.map(({ tags }) => tags?.[name])]));
}

/** `text.slice(start, end)` is the word, in UTF-16 units. */
function listPlaces({ source }: Sentence) {
  if (source?.format !== 'text') return {};
  // The words of a multiword token share its place.
  const places = source.tokens.flatMap((token) => (token.words ?? [token.text]).map(() => token));
  return { start: places.map(({ start }) => start), end: places.map(({ end }) => end) };
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
