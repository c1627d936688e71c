import { CorpusError, type ErrorLocation } from '@tagger/core';
import { type CorpusOptions, nameCorpus, type SkipGramCorpus, scanCorpus } from './skip-gram-corpus';
import type { WordVisitor } from './word-scanner';
import { WordTable } from './word-table';

/** The words that get a vector, the most frequent first. */
export interface CountedWords {
  readonly words: readonly string[];
  /** How often each of them occurs. */
  readonly counts: Float64Array;
  readonly table: WordTable;
}

/**
 * Counts the words of a corpus.
 *
 * @param onProgress gets the number of words counted so far, and which share of the corpus that is, if it is in files
 * @throws CorpusError unless at least two different words occur `minimumCount` times.
 */
export async function countWords(
  corpus: SkipGramCorpus,
  options: CorpusOptions,
  minimumCount: number,
  onProgress: (words: number, share: number | undefined) => void,
): Promise<CountedWords> {
  const counter = new WordCounter();
  for await (const share of scanCorpus(corpus, options, counter)) onProgress(counter.total, share);
  const { table, counts } = counter;
  // The sort is stable: words as frequent as each other stay in the order of the corpus.
  const ids = [...Array(table.size).keys()]
    .filter((id) => counts[id]! >= minimumCount)
    .sort((a, b) => counts[b]! - counts[a]!);
  requireWords(ids.length, table.size, minimumCount, { file: nameCorpus(corpus) });
  return {
    words: ids.map((id) => table.decode(id)),
    counts: Float64Array.from(ids, (id) => counts[id]!),
    table: table.select(ids),
  };
}

class WordCounter implements WordVisitor {
  readonly table = new WordTable();
  counts = new Float64Array(1 << 10);
  total = 0;

  visitWord(bytes: Uint8Array, start: number, end: number, hash: number): void {
    const id = this.table.findOrAdd(bytes, start, end, hash);
    if (id >= this.counts.length) {
      const larger = new Float64Array(2 * this.counts.length);
      larger.set(this.counts);
      this.counts = larger;
    }
    this.counts[id]! += 1;
    this.total += 1;
  }

  visitLineEnd(): void {}
}

function requireWords(frequent: number, all: number, minimumCount: number, location: ErrorLocation): void {
  if (all === 0) throw new CorpusError('the corpus has no words', { location });
  if (frequent >= 2) return;
  const found = frequent === 0 ? 'no word' : 'only one word';
  throw new CorpusError(`${found} occurs at least ${minimumCount} times, of ${all} different words`, {
    location,
    hint: 'skip-gram needs two: take more text or a lower minimum count',
  });
}
