import { describe, expect, it } from 'vitest';
import { UnknownWordError } from '../../src/errors';
import { evaluateAnalogies } from '../../src/vectors/evaluate-analogies';
import { parseAnalogies } from '../../src/vectors/parse-analogies';
import { Vectors } from '../../src/vectors/vectors';

/** Two directions, sex and rank, of different lengths; and a word of zeros. */
const vectors = new Vectors(
  ['man', 'woman', 'king', 'queen', 'zero', 'apple'],
  Float32Array.of(3, 0.5, 0.5, 3, 4.2, 4, 3.9, 5, 0, 0, -1, -1),
);

describe('Vectors', () => {
  it('looks words up', () => {
    expect(vectors.dimension).toBe(2);
    expect(vectors.indexOf('king')).toBe(2);
    expect([...vectors.get('woman')!]).toEqual([0.5, 3]);
    expect(vectors.get('boy')).toBeUndefined();
    expect(vectors.has('boy')).toBe(false);
  });

  it('finds a word in each of its Unicode normal forms, its own form first', () => {
    const [composed, apart] = ['\u00e9t\u00e9', 'e\u0301te\u0301'];
    expect([composed, apart].map((word) => new Vectors([apart], Float32Array.of(1)).indexOf(word))).toEqual([
      0, 0,
    ]);
    expect(
      [composed, apart].map((word) => new Vectors([composed], Float32Array.of(1)).indexOf(word)),
    ).toEqual([0, 0]);
    const both = new Vectors([apart, composed], Float32Array.of(1, 2));
    expect([composed, apart].map((word) => both.indexOf(word))).toEqual([1, 0]);
    expect(new Vectors([apart, 'b'], Float32Array.of(1, 2)).nearest(composed)).toHaveLength(1);
  });

  it('ranks by cosine', () => {
    expect(vectors.similarity('man', 'man')).toBeCloseTo(1, 6);
    expect(vectors.similarity('man', 'woman')).toBeCloseTo(3 / 9.25, 6);
    expect(vectors.similarity('man', 'zero')).toBe(0);
    expect(vectors.nearest('king', 3).map(({ word }) => word)).toEqual(['queen', 'man', 'woman']);
    expect(vectors.nearest('king', 99)).toHaveLength(5);
    expect(vectors.nearest('king', 99).at(-1)).toEqual({
      word: 'apple',
      similarity: expect.closeTo(-0.9997, 3),
    });
    expect(vectors.nearest('king', 0)).toEqual([]);
    expect(vectors.nearestTo([1, 1], 1)[0]!.similarity).toBeCloseTo(0.9997, 3);
  });

  it('answers analogies', () => {
    expect(vectors.analogy('man', 'king', 'woman', 1)[0]!.word).toBe('queen');
  });

  it('refuses what does not fit', () => {
    expect(() => vectors.nearest('boy')).toThrow(UnknownWordError);
    expect(() => vectors.analogy('man', 'king', 'girl')).toThrow('"girl" has no vector');
    expect(() => vectors.nearestTo([1])).toThrow(RangeError);
    expect(() => new Vectors(['a', 'b'], new Float32Array(3))).toThrow(RangeError);
    expect(() => new Vectors(['a', 'a'], new Float32Array(2))).toThrow('a word occurs twice');
    expect(() => new Vectors([], new Float32Array(0))).toThrow(RangeError);
  });
});

describe('evaluateAnalogies', () => {
  const questions = `: family
man king woman queen
king man queen woman
man boy woman girl
: nonsense
man woman king apple
`;

  it('scores the questions whose words are known', () => {
    const { sections, ...score } = evaluateAnalogies(vectors, parseAnalogies(questions));
    expect(score).toEqual({ correct: 2, answered: 3, questions: 4, accuracy: 2 / 3 });
    expect(sections).toEqual([
      { name: 'family', correct: 2, answered: 2, questions: 3, accuracy: 1 },
      { name: 'nonsense', correct: 0, answered: 1, questions: 1, accuracy: 0 },
    ]);
  });

  it('leaves rare words out, if asked', () => {
    expect(evaluateAnalogies(vectors, parseAnalogies(questions), { among: 4 }).answered).toBe(2);
  });

  it('answers as analogy does, among more words than are compared at once', () => {
    const size = 1500;
    const words = Array.from({ length: size }, (_, index) => `w${index}`);
    const many = new Vectors(
      words,
      Float32Array.from({ length: 3 * size }, (_, i) => Math.sin(i * i + i / 7)),
    );
    const asked = Array.from({ length: 40 }, (_, i) => [`w${i}`, `w${i * 3 + 1}`, `w${i * 5 + 2}`] as const);
    const answered = asked.map(([a, b, c]) => [a, b, c, many.analogy(a, b, c, 1)[0]!.word] as const);
    expect(evaluateAnalogies(many, [{ name: '', questions: answered }]).accuracy).toBe(1);
  });

  it('tells which line is wrong', () => {
    expect(() => parseAnalogies(': a\na b c\n', 'q.txt')).toThrow(
      'q.txt:2: a question has four words, not 3',
    );
    expect(() => parseAnalogies(': a\n', 'q.txt')).toThrow('q.txt: there are no questions');
  });
});
