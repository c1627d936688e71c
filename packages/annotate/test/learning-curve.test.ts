import { expect, it } from 'vitest';
import { LearningCurve } from '../src/session/learning-curve';

const span = (label: string) => ({ start: 0, end: 1, label });

it('is the F1 of the last suggestions against the answers', () => {
  const curve = new LearningCurve();
  expect(curve.points()).toEqual([]);
  // Half of them right, then all.
  for (let at = 0; at < 50; at++)
    curve.add({ verdict: 'accept', spans: [span('A')], suggested: [span(at % 2 ? 'A' : 'B')] });
  expect(curve.points().at(-1)).toEqual([50, 0.5]);
  for (let at = 0; at < 50; at++)
    curve.add({ verdict: 'accept', spans: [span('A')], suggested: [span('A')] });
  expect(curve.points().at(-1)).toEqual([100, 1]);
  // What was rejected, and what nothing was suggested for, tells nothing of the model.
  curve.add({ verdict: 'reject', spans: [], suggested: [span('A')] });
  curve.add({ verdict: 'accept', spans: [span('A')], suggested: undefined });
  expect(curve.points().at(-1)).toEqual([100, 1]);
});
