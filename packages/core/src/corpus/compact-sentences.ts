import type { Sentence } from '../sentence';

/** The columns of `CompactSentences`. */
export interface CompactColumns {
  /** The distinct words, in order of appearance. */
  readonly words: readonly string[];
  /** The distinct tags, in order of appearance. */
  readonly tags: readonly string[];
  /** The word of each token: its position in `words`. */
  readonly wordIds: Int32Array;
  /** The tag of each token: its position in `tags`, or -1 where it is not known. */
  readonly tagIds: Int32Array;
  /** Where each sentence begins among the tokens, and at the end the number of tokens. */
  readonly starts: Int32Array;
  /** The line of the file where each sentence starts; 0 where it is not known. */
  readonly lines: Int32Array;
  /** Further columns, in order of appearance. */
  readonly columns?: readonly CompactColumn[];
}

/** The labels of a column. */
export interface CompactColumn {
  readonly name: string;
  /** The distinct labels, in order of appearance. */
  readonly values: readonly string[];
  /** The label of each token: its position in `values`, or -1 where it is not known. */
  readonly ids: Int32Array;
}

/**
 * The words and tags of sentences as whole numbers: about 9 bytes a token, 4 more for each further column, and the text of each distinct
 * word and label. What else a sentence has is not kept.
 */
export class CompactSentences implements CompactColumns, Iterable<Sentence> {
  readonly words: readonly string[];
  readonly tags: readonly string[];
  readonly wordIds: Int32Array;
  readonly tagIds: Int32Array;
  readonly starts: Int32Array;
  readonly lines: Int32Array;
  readonly columns: readonly CompactColumn[];

  constructor({ words, tags, wordIds, tagIds, starts, lines, columns = [] }: CompactColumns) {
    this.words = words;
    this.tags = tags;
    this.wordIds = wordIds;
    this.tagIds = tagIds;
    this.starts = starts;
    this.lines = lines;
    this.columns = columns;
  }

  /** Number of sentences. */
  get length(): number {
    return this.lines.length;
  }

  /** Number of words of each sentence. */
  get lengths(): Int32Array {
    return this.lines.map((_, index) => this.starts[index + 1]! - this.starts[index]!);
  }

  /** Number of words of all sentences. */
  get tokens(): number {
    return this.wordIds.length;
  }

  /** The ids of a sentence's words. */
  wordIdsOf(index: number): Int32Array {
    return this.#take(this.wordIds, index);
  }

  /** The ids of a sentence's tags, -1 where one is not known. */
  tagIdsOf(index: number): Int32Array {
    return this.#take(this.tagIds, index);
  }

  /** The ids of a sentence's labels in a further column, -1 where one is not known. */
  columnIdsOf({ ids }: CompactColumn, index: number): Int32Array {
    return this.#take(ids, index);
  }

  /** The words of a sentence. */
  wordsOf(index: number): string[] {
    return lookUp(this.words, this.wordIdsOf(index));
  }

  /** The tags of a sentence, undefined where one is not known. */
  labelsOf(index: number): (string | undefined)[] {
    return lookUp<string | undefined>(this.tags, this.tagIdsOf(index));
  }

  /** The line of the file where a sentence starts, if that is known. */
  lineOf(index: number): number | undefined {
    return this.lines[index] || undefined;
  }

  /** The sentences, each made anew. */
  *[Symbol.iterator](): Generator<Sentence> {
    for (let index = 0; index < this.length; index++) {
      const unlabelled: number[] = [];
      const tags: string[] = [];
      for (const [t, label] of this.labelsOf(index).entries()) {
        tags.push(label ?? '_');
        if (label === undefined) unlabelled.push(t);
      }
      const line = this.lineOf(index);
      yield {
        words: this.wordsOf(index),
        tags,
        ...(unlabelled.length > 0 && { unlabelled }),
        ...(this.columns.length > 0 && { columns: this.#columnsOf(index) }),
        ...(line !== undefined && { line }),
      };
    }
  }

  /** How often each distinct word occurs, in the order of `words`. */
  countWords(): Map<string, number> {
    return countStrings(this.words, this.wordIds);
  }

  /** How often each distinct tag occurs, in the order of `tags`. */
  countTags(): Map<string, number> {
    return countStrings(this.tags, this.tagIds);
  }

  /** The sentences from one index to before another, in the same memory. `words` and `tags` are those of all sentences. */
  slice(from: number, to: number): CompactSentences {
    const [first, last] = [this.starts[from]!, this.starts[to]!];
    return new CompactSentences({
      words: this.words,
      tags: this.tags,
      wordIds: this.wordIds.subarray(first, last),
      tagIds: this.tagIds.subarray(first, last),
      starts: this.starts.slice(from, to + 1).map((start) => start - first),
      lines: this.lines.subarray(from, to),
      columns: this.columns.map((column) => ({ ...column, ids: column.ids.subarray(first, last) })),
    });
  }

  #columnsOf(index: number): NonNullable<Sentence['columns']> {
    return Object.fromEntries(
      this.columns.map(({ name, values, ids }) => [
        name,
        lookUp<string | undefined>(values, this.#take(ids, index)),
      ]),
    );
  }

  #take(ids: Int32Array, index: number): Int32Array {
    return ids.subarray(this.starts[index], this.starts[index + 1]);
  }
}

function lookUp<Item>(items: readonly Item[], ids: Int32Array): Item[] {
  // A loop: `Array.from` takes several times as long, which showed in the time of pre-training.
  const found: Item[] = [];
  for (let at = 0; at < ids.length; at++) found.push(items[ids[at]!]!);
  return found;
}

function countStrings(strings: readonly string[], ids: Int32Array): Map<string, number> {
  const counts = new Uint32Array(strings.length);
  for (let at = 0; at < ids.length; at++) if (ids[at]! >= 0) counts[ids[at]!]!++;
  return new Map(strings.map((text, id) => [text, counts[id]!] as const).filter(([, count]) => count > 0));
}
