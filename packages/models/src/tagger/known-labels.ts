import { findNext, type LabelValues } from './label-values';

/** Labels of an output that are known without it: the network need not be asked about them. */
export interface KnownLabels {
  /** Which output; 0 is the first. */
  readonly output: number;
  /** The output whose tag is asked about. */
  readonly given: number;
  /** Which of the known labels a word with that tag has; −1: none. */
  find(word: string, tag: number): number;
  /** Whether a label of the network makes of the word what is known: `preferLabel` reads that. Absent for the first output and a conditional random field. */
  readonly prefers?: ((word: string, label: number) => boolean) | undefined;
}

/** The most probable labels of a word of which a preferred one is looked for, at most, and the share of the best one's probability that they have, at least. */
export const mostCandidates = 4;
export const candidateShare = 0.2;

/** The most probable label that is preferred, among the candidates; the best label if there is none. @param weights in proportion to the probabilities */
export function preferLabel(
  prefers: (label: number) => boolean,
  best: number,
  weights: Float32Array,
  values: LabelValues,
): number {
  if (prefers(best)) return best;
  const tried: [number, ...number[]] = [best];
  while (tried.length < mostCandidates) {
    const next = findNext(weights, values, candidateShare, tried);
    if (next < 0 || prefers(next)) return next < 0 ? best : next;
    tried.push(next);
  }
  return best;
}
