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
  const tried: [number, ...number[]] = [best];
  let next = findNext(weights, values, candidateShare, tried);
  // Most words have one candidate, whether it is preferred or not.
  if (next < 0 || prefers(best)) return best;
  while (next >= 0 && !prefers(next)) {
    tried.push(next);
    next = tried.length < mostCandidates ? findNext(weights, values, candidateShare, tried) : -1;
  }
  return next < 0 ? best : next;
}
