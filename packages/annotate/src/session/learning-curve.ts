import type { Answer } from '../answers/answer';
import { isSame } from '../labels';

/** Answers over which each point of the curve is the mean. */
export const curveWindow = 50;

/** Points that are drawn at most. */
const mostPoints = 100;

/** After so many compared answers, the F1 of what was suggested for the last 50 of them. */
export type CurvePoint = readonly [answers: number, f1: number];

/** F1 of suggestions against the answers to them, which the model had not learnt from when it suggested. */
export class LearningCurve {
  readonly #counts: { readonly right: number; readonly suggested: number; readonly answered: number }[] = [];

  add({ verdict, spans, suggested }: Pick<Answer, 'verdict' | 'spans' | 'suggested'>): void {
    if (verdict !== 'accept' || !suggested) return;
    const right = suggested.filter((span) => spans.some((other) => isSame(span, other))).length;
    this.#counts.push({ right, suggested: suggested.length, answered: spans.length });
  }

  /** Without those windows in which nobody saw anything to label. */
  points(): CurvePoint[] {
    const counts = this.#counts;
    const step = Math.max(1, Math.ceil(counts.length / mostPoints));
    const points: CurvePoint[] = [];
    for (let end = counts.length; end >= Math.min(10, curveWindow); end -= step) {
      const own = counts.slice(Math.max(0, end - curveWindow), end);
      const sum = (read: (count: (typeof own)[number]) => number) =>
        own.reduce((total, count) => total + read(count), 0);
      const all = sum(({ suggested, answered }) => suggested + answered);
      if (all > 0) points.unshift([end, (2 * sum(({ right }) => right)) / all]);
    }
    return points;
  }
}
