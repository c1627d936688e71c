import type { ErrorLocation } from '../errors';
import { detectSpanScheme, readSpans, type SpanScheme } from '../metrics/spans';
import { type NamedCorpus, placeOf } from './named-corpus';

/** One way in which words are labelled. */
export interface Reading {
  /** Undefined where the words are in no span. */
  readonly label: string | undefined;
  readonly count: number;
  /** Where the words are labelled so for the first time: the line of their sentence. */
  readonly location: ErrorLocation;
}

/** Words that are labelled in several ways. */
export interface ManyReadings {
  readonly words: string;
  /** The most frequent first. */
  readonly readings: readonly Reading[];
}

/** Of tags that mark no spans, a word is suspicious that has another tag at most this often. */
const rare = { words: 20, share: 0.02 };
/** Tokens of the longest span that is looked for where it is not labelled. */
const longestSpan = 10;

/**
 * Words that are labelled in several ways, those with the most occurrences first. Of spans: those with several labels, or that are outside of
 * any span at most as often as they are one. Of other tags, of which a word may well have several: a frequent word with a rare tag.
 */
export function findReadings(corpora: readonly NamedCorpus[]): ManyReadings[] {
  const scheme = detectSpanScheme(corpora.flatMap(({ sentences }) => sentences.tags));
  const table = new ReadingTable();
  for (const corpus of corpora) {
    if (scheme) addSpans(corpus, scheme, table);
    else addTags(corpus, table);
  }
  if (scheme) for (const corpus of corpora) addUnlabelled(corpus, scheme, table);
  return table.list(scheme ? isInconsistent : hasRareReading);
}

function isInconsistent(readings: readonly Reading[]): boolean {
  const labelled = readings.filter(({ label }) => label !== undefined);
  const outside = readings.find(({ label }) => label === undefined)?.count ?? 0;
  const inside = labelled.reduce((sum, { count }) => sum + count, 0);
  return labelled.length > 1 || (outside > 0 && outside <= inside);
}

function hasRareReading(readings: readonly Reading[]): boolean {
  const all = readings.reduce((sum, { count }) => sum + count, 0);
  return all >= rare.words && readings.some(({ count }) => count <= rare.share * all);
}

class ReadingTable {
  readonly #counts = new Map<string, Map<string | undefined, { count: number; location: ErrorLocation }>>();

  has(words: string): boolean {
    return this.#counts.has(words);
  }

  add(words: string, label: string | undefined, locate: () => ErrorLocation): void {
    const readings = this.#counts.get(words) ?? new Map();
    this.#counts.set(words, readings);
    const found = readings.get(label);
    if (found) found.count++;
    else readings.set(label, { count: 1, location: locate() });
  }

  list(isSuspicious: (readings: readonly Reading[]) => boolean): ManyReadings[] {
    const found: (ManyReadings & { readonly all: number })[] = [];
    for (const [words, counts] of this.#counts) {
      if (counts.size < 2) continue;
      const readings = Array.from(counts, ([label, own]) => ({ label, ...own })).sort(
        (a, b) => b.count - a.count,
      );
      const all = readings.reduce((sum, { count }) => sum + count, 0);
      if (isSuspicious(readings)) found.push({ words, readings, all });
    }
    found.sort((a, b) => b.all - a.all || (a.words < b.words ? -1 : 1));
    return found.map(({ words, readings }) => ({ words, readings }));
  }
}

function addTags(corpus: NamedCorpus, table: ReadingTable): void {
  const { sentences } = corpus;
  for (let index = 0; index < sentences.length; index++) {
    const words = sentences.wordsOf(index);
    for (const [t, label] of sentences.labelsOf(index).entries())
      if (label !== undefined) table.add(words[t]!, label, () => placeOf(corpus, index));
  }
}

function addSpans(corpus: NamedCorpus, scheme: SpanScheme, table: ReadingTable): void {
  for (let index = 0; index < corpus.sentences.length; index++) {
    const spans = readSpans(corpus.sentences.labelsOf(index), scheme);
    if (spans.length === 0) continue;
    const words = corpus.sentences.wordsOf(index);
    for (const { start, end, type } of spans)
      table.add(words.slice(start, end).join(' '), type, () => placeOf(corpus, index));
  }
}

/** Where the words of some span are outside of any. */
function addUnlabelled(corpus: NamedCorpus, scheme: SpanScheme, table: ReadingTable): void {
  const { sentences } = corpus;
  for (let index = 0; index < sentences.length; index++) {
    const words = sentences.wordsOf(index);
    const isTaken = new Set<number>();
    for (const { start, end } of readSpans(sentences.labelsOf(index), scheme))
      for (let t = start; t < end; t++) isTaken.add(t);
    for (const [t, label] of sentences.labelsOf(index).entries()) if (label === undefined) isTaken.add(t);
    for (let start = 0; start < words.length; start++) {
      let text = '';
      for (let t = start; t < words.length && t < start + longestSpan && !isTaken.has(t); t++) {
        text = t === start ? words[t]! : `${text} ${words[t]}`;
        if (table.has(text)) table.add(text, undefined, () => placeOf(corpus, index));
      }
    }
  }
}
