import { SpanGrammar } from '@tagger/core/internal';
import type { SpanCalibrationWeights } from '../model-file/model-description';
import type { BatchTags } from '../tagger/tagging-network';
import type { ScoredSpan } from './scored-span';
import { SpanLattice } from './span-lattice';

/** An output whose tags mark spans. */
export interface SpanOutput {
  /** Its place among the outputs of the network. */
  readonly index: number;
  readonly column: string;
  readonly grammar: SpanGrammar;
}

/** What a decoder has of a model, in addition to its tags. */
export interface SpanWeights {
  /** A of a conditional random field. */
  readonly transitions?: Float32Array | undefined;
  readonly calibration?: SpanCalibrationWeights | undefined;
}

/** Probabilities are kept so far from 0 and 1 that their logit is finite. */
const nearest = 1e-9;

/** log(p / (1 − p)) */
export function logit(probability: number): number {
  const p = Math.min(1 - nearest, Math.max(nearest, probability));
  return Math.log(p / (1 - p));
}

/** Weights below this count as this, so that every tag has a logarithm. */
const smallest = 2 ** -126;

/**
 * Reads an output whose tags mark spans: the best sequence of tags within their scheme, and the probability of its spans. Both are
 * of one distribution, over the sequences y that the scheme allows:
 *
 *   p(y) ∝ Π_t w_t(y_t) · e^A(y_{t−1}, y_t)
 *
 * with w the probabilities of the network for each word alone and A the transitions of a conditional random field, or 0 without one.
 */
export class SpanDecoder {
  readonly index: number;
  readonly column: string;
  readonly #grammar: SpanGrammar;
  readonly #isCrf: boolean;
  /** A [K + 1, K + 1], −∞ where the scheme allows no transition. */
  readonly #transitions: Float64Array;
  /** e^A */
  readonly #factors: Float64Array;

  readonly #calibration: SpanCalibrationWeights | undefined;

  constructor({ index, column, grammar }: SpanOutput, { transitions, calibration }: SpanWeights = {}) {
    this.#calibration = calibration;
    this.index = index;
    this.column = column;
    this.#grammar = grammar;
    this.#isCrf = transitions !== undefined;
    const K = grammar.tags.length;
    const place = (at: number) => (at === K ? SpanGrammar.boundary : at);
    this.#transitions = Float64Array.from({ length: (K + 1) ** 2 }, (_, at) =>
      grammar.allows(place(Math.floor(at / (K + 1))), place(at % (K + 1)))
        ? (transitions?.[at] ?? 0)
        : Number.NEGATIVE_INFINITY,
    );
    this.#factors = this.#transitions.map(Math.exp);
  }

  /** Replaces the tags of sentences of a batch that leave the scheme. @param lengths of the sentences */
  constrain(batch: BatchTags, lengths: readonly number[]): void {
    const emissions = batch.emissions?.[this.index];
    if (!emissions || !this.#grammar.isStrict) return;
    const tags = this.index === 0 ? batch.tags : batch.otherTags![this.index - 1]!;
    for (const [row, length] of lengths.entries()) {
      const places = placesOf(batch, row, length);
      if (this.#grammar.allowsAll(places.map((at) => tags[at]!))) continue;
      const weights = this.#takeWeights(emissions, places);
      const best = this.findBest(weights);
      const lattice = this.#isCrf ? new SpanLattice(weights, this.#factors) : undefined;
      for (const [step, at] of places.entries()) {
        const tag = best[step]!;
        tags[at] = tag;
        if (this.index > 0) continue;
        batch.confidences[at] =
          lattice?.probability(step, tag) ?? shareOf(weights, step, tag, this.#tagCount);
      }
    }
  }

  /** The tags of a sentence if the scheme allows them, and otherwise the best that it allows. @param weights w [T, K] */
  constrainPath(ids: readonly number[], weights: () => ArrayLike<number>): ArrayLike<number> {
    return this.#grammar.allowsAll(ids) ? ids : this.findBest(weights());
  }

  /** The spans of a sentence of a batch, where the network gives its weights. */
  read(batch: BatchTags, row: number, length: number): ScoredSpan[] | undefined {
    const emissions = batch.emissions?.[this.index];
    if (!emissions) return undefined;
    const tags = this.index === 0 ? batch.tags : batch.otherTags![this.index - 1]!;
    const places = placesOf(batch, row, length);
    const ids = places.map((at) => tags[at]!);
    return this.score(ids, () => this.#takeWeights(emissions, places));
  }

  /**
   * The spans of a sentence, each with the sum of p(y) over the sequences y that have it too, which the model's calibration then changes.
   *
   * @param weights w [T, K], called if there is a span
   */
  score(ids: readonly number[], weights: () => Float64Array): ScoredSpan[] {
    const spans = this.#grammar.read(ids);
    if (spans.length === 0) return [];
    const lattice = new SpanLattice(weights(), this.#factors);
    return spans.map((span) => ({ score: this.#calibrate(lattice.scoreSpan(span, this.#grammar)), ...span }));
  }

  #calibrate(probability: number): number {
    if (!this.#calibration) return probability;
    const { slope, offset } = this.#calibration;
    return 1 / (1 + Math.exp(-slope * logit(probability) - offset));
  }

  /** The most probable sequence of tags (Viterbi, Error Bounds for Convolutional Codes, 1967). @param weights w [T, K] */
  findBest(weights: ArrayLike<number>): Int32Array {
    const K = this.#tagCount;
    const T = weights.length / K;
    const back = new Int32Array(T * K);
    let before = this.#transitions.subarray(K * (K + 1), K * (K + 1) + K).slice();
    for (let t = 0; t < T; t++) {
      const reached = new Float64Array(K);
      for (let to = 0; to < K; to++) {
        const from = t === 0 ? to : this.#findBefore(before, to);
        back[t * K + to] = from;
        const path = t === 0 ? before[to]! : before[from]! + this.#transitions[from * (K + 1) + to]!;
        reached[to] = path + Math.log(Math.max(weights[t * K + to]!, smallest));
      }
      before = reached;
    }
    const best = new Int32Array(T);
    let tag = this.#findBefore(before, K);
    for (let t = T - 1; t >= 0; t--) {
      best[t] = tag;
      tag = back[t * K + tag]!;
    }
    return best;
  }

  get #tagCount(): number {
    return this.#grammar.tags.length;
  }

  /** The tag from which the best path comes to another. */
  #findBefore(paths: Float64Array, to: number): number {
    const K = this.#tagCount;
    let [best, most] = [0, Number.NEGATIVE_INFINITY];
    for (let from = 0; from < K; from++) {
      const path = paths[from]! + this.#transitions[from * (K + 1) + to]!;
      if (path > most) [best, most] = [from, path];
    }
    return best;
  }

  #takeWeights(emissions: Float32Array, places: readonly number[]): Float64Array {
    const K = this.#tagCount;
    const weights = new Float64Array(places.length * K);
    for (const [step, at] of places.entries())
      weights.set(emissions.subarray(at * K, (at + 1) * K), step * K);
    return weights;
  }
}

/** Where a batch has the words of a sentence. */
function placesOf({ starts, stride }: BatchTags, row: number, length: number): number[] {
  return Array.from({ length }, (_, step) => starts[row]! + step * stride);
}

function shareOf(weights: Float64Array, step: number, tag: number, K: number): number {
  let sum = 0;
  for (let k = 0; k < K; k++) sum += weights[step * K + k]!;
  return weights[step * K + tag]! / sum;
}
