import { createRandom, SpanGrammar } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { SpanDecoder } from '../../src/spans/span-decoder';
import { randomValues } from '../../src/testing/values';

const tagSets = {
  BIO: ['B-x', 'B-y', 'I-x', 'I-y', 'O'],
  BIOES: ['B-x', 'E-x', 'I-x', 'O', 'S-x', 'S-y'],
  BMES: ['B', 'E', 'M', 'S'],
  IO: ['I-x', 'I-y', 'O'],
  IOB1: ['B-x', 'I-x', 'O'],
};

const transitionsOf = (K: number, seed: number) =>
  Float32Array.from(randomValues(createRandom(seed, 'transitions'), [K + 1, K + 1], 1.5).data);

function* listPaths(K: number, T: number): Generator<number[]> {
  if (T === 0) yield [];
  else for (const rest of listPaths(K, T - 1)) for (let tag = 0; tag < K; tag++) yield [...rest, tag];
}

describe.each(Object.entries(tagSets))('%s', (name, tags) => {
  const K = tags.length;
  const grammar = SpanGrammar.of(tags, { isIob1: name === 'IOB1' })!;

  it.each([
    ['without transitions', undefined],
    ['with those of a conditional random field', transitionsOf(K, 3)],
  ])('finds the best sequence, and the probabilities of spans, %s', (_, transitions) => {
    const decoder = new SpanDecoder({ index: 0, column: 'ner', grammar }, { transitions });
    const factor = (from: number, to: number) => Math.exp(transitions?.[from * (K + 1) + to] ?? 0);
    let repaired = 0;
    for (let seed = 0; seed < 20; seed++) {
      const T = 1 + (seed % 5);
      const { data } = randomValues(createRandom(seed, name), [T, K], 3);
      const weights = Float64Array.from(data, Math.exp);
      const weigh = (path: readonly number[]) =>
        [...path, K].reduce(
          (product, tag, t) =>
            product * factor(t === 0 ? K : path[t - 1]!, tag) * (t < T ? weights[t * K + tag]! : 1),
          1,
        );
      const paths = [...listPaths(K, T)]
        .filter((path) => grammar.allowsAll(path))
        .map((path) => ({ path, weight: weigh(path) }));
      const best = paths.reduce((most, own) => (own.weight > most.weight ? own : most));
      expect([...decoder.findBest(weights)]).toEqual(best.path);

      const total = paths.reduce((sum, { weight }) => sum + weight, 0);
      const spans = decoder.score(best.path, () => weights);
      expect(spans).toHaveLength(grammar.read(best.path).length);
      for (const { score, ...span } of spans) {
        const having = paths.filter(({ path }) =>
          grammar
            .read(path)
            .some((own) => own.start === span.start && own.end === span.end && own.type === span.type),
        );
        const expected = having.reduce((sum, { weight }) => sum + weight, 0) / total;
        expect(score).toBeCloseTo(expected, 10);
      }
      const separate = Array.from({ length: T }, (_, t) => {
        const row = [...weights.subarray(t * K, (t + 1) * K)];
        return row.indexOf(Math.max(...row));
      });
      const constrained = [...Array.from(decoder.constrainPath(separate, () => weights))];
      expect(grammar.allowsAll(constrained)).toBe(true);
      if (grammar.allowsAll(separate)) expect(constrained).toEqual(separate);
      else repaired++;
    }
    if (grammar.isStrict) expect(repaired).toBeGreaterThan(0);
  });

  it('stays finite where the network is certain of what cannot be', () => {
    const decoder = new SpanDecoder({ index: 0, column: 'ner', grammar });
    const inner = tags.findIndex((tag) => /^[EM]|^I/.test(tag));
    const weights = Float64Array.from({ length: 3 * K }, (_, at) => (at % K === inner ? 1 : 0));
    const best = [...decoder.findBest(weights)];
    expect(grammar.allowsAll(best)).toBe(true);
    for (const { score } of decoder.score(best, () => weights)) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });
});
