import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { Float64Ops, float64Tensor } from '../src/ops/float64-ops';
import { crfBestPaths, crfLoss, crfMarginals } from '../src/outputs/crf';
import { randomValues } from '../src/testing/values';

/*
 * Axes:  T time   B batch   K tags   S = K + 1
 */

const ops = new Float64Ops();
const [T, K] = [4, 3];
const lengths = [4, 2, 1];
const B = lengths.length;
const random = createRandom(1, 'crf');
const logits = float64Tensor([T, B, K], randomValues(random, [T, B, K], 2).data);
const transitions = float64Tensor([K + 1, K + 1], randomValues(random, [K + 1, K + 1], 2).data);
const mask = float64Tensor(
  [T, B, 1],
  Array.from({ length: T * B }, (_, at) => (Math.floor(at / B) < lengths[at % B]! ? 1 : 0)),
);
const boundary = float64Tensor([B, K + 1], Array.from({ length: B }, () => [0, 0, 0, 1]).flat());
const input = { mask, boundary, tagCount: K };

/** Every way to tag a sentence, with its weight e^score; written down from the definition. */
function listPaths(b: number): { tags: number[]; weight: number }[] {
  const between = (from: number, to: number) => transitions.data[from * (K + 1) + to];
  const paths: number[][] = Array.from({ length: K ** lengths[b]! }, (_, index) =>
    Array.from({ length: lengths[b]! }, (_, t) => Math.floor(index / K ** t) % K),
  );
  return paths.map((tags) => {
    const steps = tags.map((tag, t) => logits.data[(t * B + b) * K + tag]! + between(tags[t - 1] ?? K, tag)!);
    const score = steps.reduce((sum, value) => sum! + value, between(tags.at(-1) as number, K));
    return { tags, weight: Math.exp(score!) };
  });
}

const total = (paths: readonly { weight: number }[]) => paths.reduce((sum, { weight }) => sum + weight, 0);

describe('a conditional random field, against all paths one by one', () => {
  it('has the loss −log p(gold tags), or of all that agree with those that are known', () => {
    const gold = (t: number, b: number) => (t + b) % K;
    const isKnown = (t: number, b: number) => !(t === 1 && b === 0);
    const allowed = Array.from({ length: T * B * K }, (_, at) => {
      const [t, b, tag] = [Math.floor(at / (B * K)), Math.floor(at / K) % B, at % K];
      return !isKnown(t, b) || tag === gold(t, b) ? 1 : 0;
    });
    const target = { allowed: float64Tensor([T, B, K], allowed), weight: ops.constant(0.5) };
    const { loss } = crfLoss(ops, logits, transitions, input, target);
    const expected = lengths.map((_, b) => {
      const agreeing = listPaths(b).filter(({ tags }) =>
        tags.every((tag, t) => !isKnown(t, b) || tag === gold(t, b)),
      );
      return -Math.log(total(agreeing) / total(listPaths(b)));
    });
    expect(loss.data[0]).toBeCloseTo(0.5 * expected.reduce((sum, value) => sum + value), 12);
  });

  it('has the loss −log Σ a(y) p(y) where several tags are possible, each with a weight', () => {
    const weightOf = (t: number, b: number, tag: number) =>
      [1, 0.3, t % 2 === 0 ? 0 : 0.5][(t + b + tag) % K]!;
    const allowed = Array.from({ length: T * B * K }, (_, at) =>
      weightOf(Math.floor(at / (B * K)), Math.floor(at / K) % B, at % K),
    );
    const target = { allowed: float64Tensor([T, B, K], allowed), weight: ops.constant(1) };
    const { loss } = crfLoss(ops, logits, transitions, input, target);
    const expected = lengths.map((_, b) => {
      const weighted = listPaths(b).map(({ tags, weight }) => ({
        weight: tags.reduce((product, tag, t) => product * weightOf(t, b, tag), weight),
      }));
      return -Math.log(total(weighted) / total(listPaths(b)));
    });
    const sum = expected.reduce((one, other) => one + other);
    expect(loss.data[0]).toBeCloseTo(sum, 12);
  });

  it('has the probability of each tag', () => {
    const marginals = crfMarginals(ops, logits, transitions, input);
    for (const [b, length] of lengths.entries())
      for (let t = 0; t < length; t++)
        for (let tag = 0; tag < K; tag++) {
          const through = listPaths(b).filter(({ tags }) => tags[t] === tag);
          expect(marginals.data[(t * B + b) * K + tag]).toBeCloseTo(total(through) / total(listPaths(b)), 12);
        }
  });

  it('finds the best path, which is not that of the most probable tags', () => {
    const scores = crfBestPaths(ops, logits, transitions, input);
    for (const [b, length] of lengths.entries()) {
      const [best] = listPaths(b).sort((one, other) => other.weight - one.weight);
      const found = Array.from({ length }, (_, t) => {
        const row = [...scores.data.slice((t * B + b) * K, (t * B + b + 1) * K)];
        return row.indexOf(Math.max(...row));
      });
      expect(found).toEqual(best!.tags);
    }
  });
});
