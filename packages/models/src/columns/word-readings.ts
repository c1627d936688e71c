import { copyText } from '@tagger/core/internal';
import type { BatchTags } from '../tagger/tagging-network';
import type { ColumnLabels } from './column-labels';
import type { WordReading } from './word-reading';

interface KnownReading extends WordReading {
  /** Which of all readings it is. */
  readonly place: number;
  /** Another reading of the same word, found later. */
  next: KnownReading | undefined;
}

/** Readings that are remembered, at most: some megabytes. */
const maximumReadings = 2 ** 13;

/**
 * The readings of words, forgotten all at once when there are too many. A text has few that differ: its words share their objects and texts, which
 * takes less time and memory than to make them for each word.
 */
export class WordReadings {
  /** By the number of the word. */
  readonly #known: (KnownReading | undefined)[] = [];
  #size = 0;
  /** The tags of all outputs, reading by reading. */
  #ids = new Int32Array(0);
  /** Where the network does not number words. */
  readonly #numbers = new Map<string, number>();

  constructor(private readonly labels: ColumnLabels) {}

  /** The reading of a word at a place of a batch. */
  find(word: string, batch: BatchTags, at: number): WordReading {
    const number = batch.rows ? batch.rows[at]! : this.#number(word);
    // The network may have forgotten words, and given their numbers to others.
    for (let reading = this.#known[number]; reading; reading = reading.next)
      if (this.#isAt(reading.place, batch, at) && reading.text === word) return reading;
    return this.#learn(word, number, batch, at);
  }

  #number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(copyText(word), number);
    return number;
  }

  #isAt(place: number, { tags, otherTags = [] }: BatchTags, at: number): boolean {
    const first = place * (1 + otherTags.length);
    if (this.#ids[first] !== tags[at]) return false;
    for (let output = 0; output < otherTags.length; output++)
      if (this.#ids[first + 1 + output] !== otherTags[output]![at]) return false;
    return true;
  }

  #learn(word: string, number: number, batch: BatchTags, at: number): WordReading {
    if (this.#size === maximumReadings) {
      this.#known.fill(undefined);
      this.#numbers.clear();
      this.#size = 0;
      return this.find(word, batch, at);
    }
    const place = this.#size++;
    const { tags, otherTags = [] } = batch;
    if (this.#ids.length === 0) this.#ids = new Int32Array(maximumReadings * (1 + otherTags.length));
    for (const [output, own] of [tags, ...otherTags].entries())
      this.#ids[place * (1 + otherTags.length) + output] = own[at]!;
    const known = this.#known[number];
    const isSame = known?.text === word;
    const text = isSame ? known.text : copyText(word);
    const reading: KnownReading = { text, ...this.labels.read(text, batch, at), place, next: undefined };
    if (isSame) {
      // Behind the others: the first ones that a text has are the most frequent.
      let last = known;
      while (last.next) last = last.next;
      last.next = reading;
      return reading;
    }
    while (this.#known.length <= number) this.#known.push(undefined);
    this.#known[number] = reading;
    return reading;
  }
}
