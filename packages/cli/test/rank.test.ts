import { expect, it } from 'vitest';
import { renderRanking } from '../src/display/ranking';
import { rank } from '../src/sweep/rank';
import type { RunRecord } from '../src/sweep/run-record';

function finish(seed: number, score: number): RunRecord {
  const numbers = { score, scores: { accuracy: score }, epoch: 1, seconds: 60 * seed, bytes: 1000 * seed };
  return { id: `${seed}`, combination: {}, seed, ...numbers, sha256: '' };
}
const diverge = (seed: number): RunRecord => ({ id: '', combination: {}, seed, diverged: 'the loss is NaN' });

it('ranks by the mean over seeds, with the sample standard deviation, and names the best seed', () => {
  const ranked = rank([
    [{ lr: 0.1 }, [diverge(1), finish(2, 0.99)]],
    [{ lr: 0.2 }, [finish(1, 0.5), finish(2, 0.9)]],
    [{ lr: 0.3 }, [finish(1, 0.7), finish(2, 0.8)]],
  ]);
  expect(ranked.map(({ combination }) => combination.lr)).toEqual([0.3, 0.2, 0.1]);
  expect(ranked.map(({ best }) => best?.seed)).toEqual([2, 2, undefined]);
  expect(ranked[0]!.score).toBeCloseTo(0.75, 12);
  // |0.7 − 0.8| / √2, and |0.5 − 0.9| / √2
  expect(ranked[0]!.deviation).toBeCloseTo(0.0707106781, 9);
  expect(ranked[1]!.deviation).toBeCloseTo(0.2828427125, 9);
  expect(renderRanking(ranked)).toMatchInlineSnapshot(`
    "lr      dev accuracy  seeds  time  size
    0.3   75.00 ± 7.07 %      2  1:30  2 kB
    0.2  70.00 ± 28.28 %      2  1:30  2 kB
    0.1  1 of 2 diverged      2  2:00  2 kB"
  `);
});

it('has no deviation of one seed, and takes the first of seeds that are as good', () => {
  expect(rank([[{}, [finish(3, 0.5)]]])[0]).toMatchObject({ score: 0.5, best: { seed: 3 } });
  expect(rank([[{}, [finish(3, 0.5)]]])[0]).not.toHaveProperty('deviation');
  expect(rank([[{}, [finish(1, 0.5), finish(2, 0.5)]]])[0]!.best!.seed).toBe(1);
});
