import type { Span, SpanGrammar } from '@tagger/core/internal';

/*
 * Axes:  T time   K tags   S = K + 1: the tags, and behind them the boundary of a sentence
 */

/** A weight counts as no less, so that no total is 0. */
const smallest = 1e-20;

/**
 * Sums over the paths through a sentence, each of which counts Π_t w_t(y_t) f(y_{t−1}, y_t), forward and backward as shares of their
 * totals (Rabiner, A Tutorial on Hidden Markov Models, 1989, V-A).
 */
export class SpanLattice {
  readonly #T: number;
  readonly #K: number;
  readonly #weights: Float64Array;
  /** [T, K] a_t(i) = Σ of the paths that reach i at t, as a share of all that reach t. */
  readonly #forward: Float64Array;
  /** [T, K] b_t(j), so that a_t(j) · b_t(j) = p(y_t = j). */
  readonly #backward: Float64Array;
  /** [T] what each total is of that before; at T that of what reaches the end. */
  readonly #totals: Float64Array;

  /** @param weights w [T, K] @param factors f [S, S], 0 for what no path has */
  constructor(
    weights: Float64Array,
    private readonly factors: Float64Array,
  ) {
    const K = Math.sqrt(factors.length) - 1;
    const T = weights.length / K;
    [this.#T, this.#K] = [T, K];
    this.#weights = weights.map((weight) => Math.max(weight, smallest));
    this.#forward = new Float64Array(T * K);
    this.#backward = new Float64Array(T * K);
    this.#totals = new Float64Array(T + 1);
    this.#sumForward();
    this.#sumBackward();
  }

  /** p(y_t = tag) */
  probability(t: number, tag: number): number {
    return this.#forward[t * this.#K + tag]! * this.#backward[t * this.#K + tag]!;
  }

  /** The share of the paths that have a span from `start` to `end`, and not a longer one. */
  scoreSpan({ start, end, type }: Span, grammar: SpanGrammar): number {
    const [T, K, totals] = [this.#T, this.#K, this.#totals];
    const own = grammar.tagsOf(type);
    // (1) what reaches its first tag from a tag that it does not continue
    let reached = own.map((tag) => {
      let sum = 0;
      if (start === 0) sum = this.#factor(K, tag);
      else
        for (let from = 0; from < K; from++)
          if (grammar.separates(from, tag))
            sum += this.#forward[(start - 1) * K + from]! * this.#factor(from, tag);
      return (sum * this.#weights[start * K + tag]!) / totals[start]!;
    });
    // (2) its further tags
    for (let t = start + 1; t < end; t++) {
      const before = reached;
      reached = own.map((tag) => {
        let sum = 0;
        for (const [index, from] of own.entries())
          if (!grammar.separates(from, tag)) sum += before[index]! * this.#factor(from, tag);
        return (sum * this.#weights[t * K + tag]!) / totals[t]!;
      });
    }
    // (3) what leaves its last tag without continuing it
    const shares = reached.map((share, index) => {
      const last = own[index]!;
      if (end === T) return (share * this.#factor(last, K)) / totals[T]!;
      let onward = 0;
      for (let to = 0; to < K; to++)
        if (grammar.separates(last, to))
          onward += this.#factor(last, to) * this.#weights[end * K + to]! * this.#backward[end * K + to]!;
      return (share * onward) / totals[end]!;
    });
    return Math.min(
      1,
      shares.reduce((sum, share) => sum + share),
    );
  }

  #factor(from: number, to: number): number {
    return this.factors[from * (this.#K + 1) + to]!;
  }

  #sumForward(): void {
    const [T, K] = [this.#T, this.#K];
    for (let t = 0; t < T; t++) {
      let total = 0;
      for (let to = 0; to < K; to++) {
        let sum = 0;
        if (t === 0) sum = this.#factor(K, to);
        else
          for (let from = 0; from < K; from++)
            sum += this.#forward[(t - 1) * K + from]! * this.#factor(from, to);
        const share = sum * this.#weights[t * K + to]!;
        this.#forward[t * K + to] = share;
        total += share;
      }
      this.#totals[t] = total;
      for (let to = 0; to < K; to++) this.#forward[t * K + to]! /= total;
    }
    let end = 0;
    for (let from = 0; from < K; from++) end += this.#forward[(T - 1) * K + from]! * this.#factor(from, K);
    this.#totals[T] = end;
  }

  #sumBackward(): void {
    const [T, K] = [this.#T, this.#K];
    for (let from = 0; from < K; from++)
      this.#backward[(T - 1) * K + from] = this.#factor(from, K) / this.#totals[T]!;
    for (let t = T - 2; t >= 0; t--)
      for (let from = 0; from < K; from++) {
        let sum = 0;
        for (let to = 0; to < K; to++)
          sum +=
            this.#factor(from, to) * this.#weights[(t + 1) * K + to]! * this.#backward[(t + 1) * K + to]!;
        this.#backward[t * K + from] = sum / this.#totals[t + 1]!;
      }
  }
}
