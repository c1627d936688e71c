import { requireStrings } from '@tagger/core/internal';
import { UnknownWordError } from '../errors';
import { TopList } from './top-list';

/** A word and its similarity to the word or vector asked for. */
export interface Neighbour {
  readonly word: string;
  /** Cosine of the angle between the vectors, from -1 to 1; 0 where one of them is all zeros. */
  readonly similarity: number;
}

/** Words and their vectors. */
export class Vectors {
  /** The words, in the order of their rows: in the files that people have, the most frequent first. */
  readonly words: readonly string[];
  /** The vectors one after another: word w has the numbers from w · dimension on. */
  readonly matrix: Float32Array<ArrayBuffer>;
  /** Numbers in a vector. */
  readonly dimension: number;
  readonly #rows: ReadonlyMap<string, number>;
  #inverseLengths: Float32Array | undefined;

  /**
   * @throws ArgumentError if the words are not an array of strings.
   * @throws RangeError if there are no words, a word occurs twice, or the matrix does not fit them.
   */
  constructor(words: readonly string[], matrix: Float32Array<ArrayBuffer>) {
    requireStrings('words', words);
    this.words = words;
    this.matrix = matrix;
    this.dimension = matrix.length / words.length;
    this.#rows = new Map(words.map((word, row) => [word, row]));
    if (!(Number.isInteger(this.dimension) && this.dimension >= 1)) {
      throw new RangeError(`${matrix.length} numbers are no matrix of ${words.length} vectors`);
    }
    if (this.#rows.size < words.length) throw new RangeError('a word occurs twice');
  }

  /** Returns whether the word has a vector. */
  has(word: string): boolean {
    return this.indexOf(word) !== undefined;
  }

  /** The row of a word in any of its Unicode normal forms, its own form first; or undefined. */
  indexOf(word: string): number | undefined {
    const own = this.#rows.get(word);
    // Most words are of ASCII, which has one form.
    if (own !== undefined || !/\P{ASCII}/u.test(word)) return own;
    return this.#rows.get(word.normalize('NFC')) ?? this.#rows.get(word.normalize('NFD'));
  }

  /** The vector of a word, or undefined: a view into the matrix. */
  get(word: string): Float32Array<ArrayBuffer> | undefined {
    const row = this.indexOf(word);
    return row === undefined ? undefined : this.row(row);
  }

  /** The vector in a row: a view into the matrix. */
  row(row: number): Float32Array<ArrayBuffer> {
    return this.matrix.subarray(row * this.dimension, (row + 1) * this.dimension);
  }

  /** 1 / ‖vector‖ for each row, or 0 where all is zero; cosines are dot products times these. */
  get inverseLengths(): Float32Array {
    this.#inverseLengths ??= Float32Array.from(this.words, (_, row) => {
      const length = Math.hypot(...this.row(row));
      return length > 0 ? 1 / length : 0;
    });
    return this.#inverseLengths;
  }

  /** Cosine similarity of two words. @throws UnknownWordError if one has no vector. */
  similarity(first: string, second: string): number {
    const a = this.#direction(first);
    const b = this.#direction(second);
    return a.reduce((sum, value, column) => sum + value * b[column]!, 0);
  }

  /** The words most similar to a word, without it. @throws UnknownWordError if it has no vector. */
  nearest(word: string, count = 10): Neighbour[] {
    return this.nearestTo(this.#direction(word), count, [word]);
  }

  /**
   * Words that are to `c` as `b` is to `a`: those nearest to b - a + c, the three taken at length 1 (Mikolov et al.,
   * Linguistic regularities in continuous space word representations, 2013), without the three.
   *
   * @throws UnknownWordError if one has no vector.
   */
  analogy(a: string, b: string, c: string, count = 10): Neighbour[] {
    const [from, to, start] = [a, b, c].map((word) => this.#direction(word));
    return this.nearestTo(
      start!.map((value, column) => to![column]! - from![column]! + value),
      count,
      [a, b, c],
    );
  }

  /** The words most similar to a vector, the nearest first, but for those named. */
  nearestTo(vector: ArrayLike<number>, count = 10, except: Iterable<string> = []): Neighbour[] {
    if (vector.length !== this.dimension) {
      throw new RangeError(`a vector of ${vector.length} numbers among those of ${this.dimension}`);
    }
    const { words, matrix, dimension, inverseLengths } = this;
    const excluded = new Set(Array.from(except, (word) => this.indexOf(word)));
    const query = Float64Array.from(vector);
    const length = Math.hypot(...query);
    const top = new TopList(count);
    for (let row = 0, at = 0; row < words.length; row += 1) {
      let sum = 0;
      for (let column = 0; column < dimension; column += 1) sum += matrix[at++]! * query[column]!;
      const score = sum * inverseLengths[row]!;
      if (score > top.threshold && !excluded.has(row)) top.add(row, score);
    }
    return top.entries.map(({ id, score }) => ({
      word: words[id]!,
      similarity: length > 0 ? score / length : 0,
    }));
  }

  /** The vector of a word at length 1. */
  #direction(word: string): Float64Array {
    const row = this.indexOf(word);
    if (row === undefined) throw new UnknownWordError(word);
    return Float64Array.from(this.row(row), (value) => value * this.inverseLengths[row]!);
  }
}
