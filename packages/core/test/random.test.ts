import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../src/random';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);
const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe('createRandom', () => {
  it('gives the same numbers on every machine and in every version', () => {
    const random = createRandom(1);
    const items = [...'abcdefgh'];
    random.shuffle(items);
    expect({
      uniform: draw(3, () => random.uniform()),
      normal: draw(3, () => random.normal()),
      integer: draw(8, () => random.integer(10)),
      items: items.join(''),
    }).toMatchInlineSnapshot(`
      {
        "integer": [
          5,
          0,
          9,
          3,
          8,
          5,
          0,
          0,
        ],
        "items": "bfgdheac",
        "normal": [
          0.4432141705212117,
          0.27754120718356606,
          0.4037697510759705,
        ],
        "uniform": [
          0.7382662770328405,
          0.9676647422394161,
          0.8233806978532607,
        ],
      }
    `);
  });

  it('fills masks with the numbers of the stream, up to the last bit', () => {
    const stream = createRandom(3);
    const numbers = draw(50, () => stream.uniform());
    const chosen = numbers[7]!;
    for (const share of [0, 1e-12, 0.1, 0.5, 0.999, chosen, chosen + 2 ** -53]) {
      const random = createRandom(3);
      const mask = new Float32Array(40);
      random.fillMask(mask, { share, kept: 1.25 });
      expect([...mask]).toEqual(numbers.slice(0, 40).map((number) => (number < share ? 0 : 1.25)));
      expect(draw(10, () => random.uniform())).toEqual(numbers.slice(40));
    }
  });

  it('repeats a stream from its seed and names', () => {
    const numbers = (random: Random) => draw(20, () => random.uniform());
    expect(numbers(createRandom(7, 'epoch', 3))).toEqual(numbers(createRandom(7, 'epoch', 3)));
  });

  it('tells streams apart by every part of their name', () => {
    const streams = [
      createRandom(1),
      createRandom(2),
      createRandom(2 ** 32 + 1),
      createRandom(-1),
      createRandom(0.5),
      createRandom(1, 'epoch'),
      createRandom(1, 'epoch', 1),
      createRandom(1, 'epoch', '1'),
      createRandom(1, 'epoch', 1, 0),
      createRandom(1, 'epoch1'),
      createRandom(1, 1, 'epoch'),
    ];
    expect(new Set(streams.map((random) => random.uniform())).size).toBe(streams.length);
  });

  it('makes streams of neighbouring seeds and names independent', () => {
    const streams = [0, 1, 2].flatMap((seed) => [0, 1, 2].map((epoch) => createRandom(seed, 'epoch', epoch)));
    const numbers = streams.map((random) => draw(4000, () => random.uniform(-1, 1)));
    for (const [first, a] of numbers.entries()) {
      for (const b of numbers.slice(first + 1)) {
        // 1/3 is the variance; the standard error of the correlation is 1/√4000 = 0.016.
        expect(Math.abs(mean(a.map((number, index) => number * b[index]!)) * 3)).toBeLessThan(0.07);
      }
    }
  });
});

describe('uniform', () => {
  it('fills [low, high) evenly', () => {
    const random = createRandom(1, 'uniform');
    const numbers = draw(40_000, () => random.uniform(-2, 3));
    expect(numbers.every((number) => number >= -2 && number < 3)).toBe(true);
    for (let bin = 0; bin < 10; bin++) {
      const share = mean(numbers.map((number) => Number(Math.floor((number + 2) * 2) === bin)));
      expect(share).toBeCloseTo(0.1, 2);
    }
  });
});

describe('normal', () => {
  const random = createRandom(1, 'normal');
  const numbers = draw(100_000, () => random.normal());

  it.each([
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 3],
  ])('has the moment of order %i of the normal distribution', (order, expected) => {
    expect(Math.abs(mean(numbers.map((number) => number ** order)) - expected)).toBeLessThan(0.1);
  });

  it.each([
    [-2, 0.02275],
    [-1, 0.158655],
    [0, 0.5],
    [0.5, 0.691462],
    [1.5, 0.933193],
    [3, 0.99865],
  ])('lies below %d as often as it must', (limit, probability) => {
    const error = 4 * Math.sqrt((probability * (1 - probability)) / numbers.length);
    expect(Math.abs(mean(numbers.map((number) => Number(number < limit))) - probability)).toBeLessThan(error);
  });

  it('does not tie a number to the one before it', () => {
    expect(Math.abs(mean(numbers.slice(1).map((number, index) => number * numbers[index]!)))).toBeLessThan(
      0.015,
    );
  });
});

describe('integer', () => {
  it('gives each of its numbers equally often', () => {
    const random = createRandom(1, 'integer');
    const numbers = draw(70_000, () => random.integer(7));
    for (let value = 0; value < 7; value++) {
      expect(mean(numbers.map((number) => Number(number === value)))).toBeCloseTo(1 / 7, 2);
    }
    expect(new Set(numbers).size).toBe(7);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (below) => {
    expect(() => createRandom(1).integer(below)).toThrow(RangeError);
  });
});

describe('shuffle', () => {
  it('gives each order equally often', () => {
    const random = createRandom(1, 'shuffle');
    const counts = new Map<string, number>();
    for (let trial = 0; trial < 24_000; trial++) {
      const items = ['a', 'b', 'c', 'd'];
      random.shuffle(items);
      counts.set(items.join(''), (counts.get(items.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});
