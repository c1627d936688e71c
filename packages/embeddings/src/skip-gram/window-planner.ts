import { AliasTable } from './alias-table';
import { FastRandom } from './fast-random';
import type { SkipGramSettings } from './skip-gram-options';
import { countOutputRows, type WindowPlan } from './window-plan';

/** Ends a sentence in a batch of word numbers. */
export const sentenceEnd = -1;

/**
 * Turns sentences into windows to train on, as word2vec does (Mikolov et al. 2013): frequent words are passed over, each
 * centre takes its own window of 1 to `window` words on both sides, and negatives come from unigram^0.75. All words of a window
 * share its negatives (Ji et al., Parallelizing word2vec in shared and distributed memory, 2016).
 */
export class WindowPlanner {
  readonly #settings: SkipGramSettings;
  readonly #random: FastRandom;
  readonly #keepProbabilities: Float64Array;
  readonly #negatives: AliasTable;
  readonly #totalWords: number;
  readonly #zeroRow: number;
  readonly #outputRows: number;
  #wordsSeen = 0;
  #kept = new Int32Array(0);

  /** @param counts how often each word occurs in the corpus, by its number */
  constructor(counts: Float64Array, settings: SkipGramSettings) {
    const corpusWords = counts.reduce((sum, count) => sum + count, 0);
    this.#settings = settings;
    this.#random = new FastRandom(settings.seed, 'windows');
    this.#keepProbabilities = counts.map((count) =>
      findKeepProbability(count / corpusWords, settings.sample),
    );
    // c^0.75, from square roots alone: these are the same on every machine.
    this.#negatives = new AliasTable(counts.map((count) => Math.sqrt(count) * Math.sqrt(Math.sqrt(count))));
    this.#totalWords = corpusWords * settings.epochs;
    this.#zeroRow = counts.length;
    this.#outputRows = countOutputRows(settings.negatives);
  }

  /** Falls linearly from the first rate to 0 with the words of all epochs. */
  get learningRate(): number {
    return this.#settings.learningRate * Math.max(0, 1 - this.#wordsSeen / this.#totalWords);
  }

  get wordsSeen(): number {
    return this.#wordsSeen;
  }

  /**
   * Writes the windows of a batch into the plan, which has room for them (see `measurePlan`).
   *
   * @returns how many windows
   */
  plan(batch: Int32Array, plan: WindowPlan): number {
    if (this.#kept.length < batch.length) this.#kept = new Int32Array(batch.length);
    let windows = 0;
    let at = 0;
    for (let start = 0; start < batch.length; ) {
      const found = batch.indexOf(sentenceEnd, start);
      const end = found === -1 ? batch.length : found;
      const length = this.#passOverFrequentWords(batch, start, end);
      const rate = this.learningRate;
      for (let centre = 0; centre < length; centre += 1) {
        const next = this.#planWindow(centre, length, rate, plan, at);
        if (next > at) windows += 1;
        at = next;
      }
      this.#wordsSeen += end - start;
      start = end + 1;
    }
    return windows;
  }

  /** Leaves the words that stay in `#kept`; gives their number. */
  #passOverFrequentWords(batch: Int32Array, start: number, end: number): number {
    let length = 0;
    for (let index = start; index < end; index += 1) {
      const word = batch[index]!;
      const keep = this.#keepProbabilities[word]!;
      if (keep >= 1 || this.#random.uniform() < keep) this.#kept[length++] = word;
    }
    return length;
  }

  /** @returns where the next window goes in the plan: the same place if there is no word around the centre */
  #planWindow(centre: number, length: number, rate: number, plan: WindowPlan, at: number): number {
    const { integers, floats } = plan;
    const kept = this.#kept;
    const reach = 1 + this.#random.integer(this.#settings.window);
    const last = Math.min(length - 1, centre + reach);
    const inputsStart = at + 2;
    let next = inputsStart;
    for (let index = Math.max(0, centre - reach); index <= last; index += 1) {
      if (index !== centre) integers[next++] = kept[index]!;
    }
    if (next === inputsStart) return at;
    floats[at] = rate;
    integers[at + 1] = next - inputsStart;
    const outputsEnd = next + this.#outputRows;
    integers[next++] = kept[centre]!;
    for (let count = 0; count < this.#settings.negatives; count += 1) {
      integers[next++] = this.#drawOtherThan(kept[centre]!);
    }
    while (next < outputsEnd) integers[next++] = this.#zeroRow;
    return next;
  }

  #drawOtherThan(word: number): number {
    for (;;) {
      const drawn = this.#negatives.draw(this.#random);
      if (drawn !== word) return drawn;
    }
  }
}

/**
 * √(t/f) + t/f, as the program word2vec has it; its paper says √(t/f). 1 or more: always kept.
 *
 * @param frequency f, the share of the corpus that the word makes up
 * @param sample t; 0 keeps every word
 */
function findKeepProbability(frequency: number, sample: number): number {
  return sample === 0 ? 1 : Math.sqrt(sample / frequency) + sample / frequency;
}
