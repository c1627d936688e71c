import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { EmbeddingTable } from '../../src/batches/embedding-table';
import { oneHot } from '../../src/batches/one-hot';

const V = 11;
const D = 5;
const ids = [3, 0, 3, 10, 7, 0, 3];
const N = ids.length;

const random = createRandom(1, 'embedding');
const normals = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const createEmbedding = () => new EmbeddingTable(normals(V * D), D);

/** [rows, inner] · [inner, columns], row-major. */
function multiply(a: ArrayLike<number>, b: ArrayLike<number>, rows: number, columns: number): number[] {
  const inner = a.length / rows;
  return Array.from({ length: rows * columns }, (_, cell) => {
    const row = Math.floor(cell / columns);
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a[row * inner + k]! * b[k * columns + (cell % columns)]!;
    return sum;
  });
}

function transpose(matrix: ArrayLike<number>, rows: number): number[] {
  const columns = matrix.length / rows;
  return Array.from(matrix, (_, cell) => matrix[(cell % rows) * columns + Math.floor(cell / rows)]!);
}

describe('oneHot', () => {
  it('puts a 1 into the column of each id', () => {
    expect([...oneHot([2, 0], 3)]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it.each([-1, 3, 0.5, Number.NaN])('refuses the id %d', (id) => {
    expect(() => oneHot([id], 3)).toThrow(RangeError);
  });
});

describe('EmbeddingTable', () => {
  it('looks up what the product E · onehot gives', () => {
    const embedding = createEmbedding();
    const E = transpose(embedding.weights, V); // [D, V]
    const onehot = transpose(oneHot(ids, V), N); // [V, N]
    const X = multiply(E, onehot, D, N); // [D, N]
    expect([...embedding.lookup(ids)]).toEqual(transpose(X, D));
  });

  it('gathers each row once, in order of first appearance', () => {
    const embedding = createEmbedding();
    const distinct = embedding.gatherDistinct(ids);
    expect([...distinct.ids]).toEqual([3, 0, 10, 7]);
    expect([...distinct.positions]).toEqual([0, 1, 0, 2, 3, 1, 0]);
    expect(distinct.rows).toEqual(embedding.lookup([3, 0, 10, 7]));
  });

  it('is not confused by the ids of the call before', () => {
    const embedding = createEmbedding();
    for (let batch = 0; batch < 50; batch++) {
      const drawn = Array.from({ length: 1 + random.integer(2 * V) }, () => random.integer(V));
      const { ids: distinct, positions } = embedding.gatherDistinct(drawn);
      expect([...distinct]).toEqual([...new Set(drawn)]);
      expect([...positions].map((position) => distinct[position])).toEqual(drawn);
    }
  });

  it('scatters rows to their ids and leaves the others', () => {
    const embedding = createEmbedding();
    const before = embedding.weights.slice();
    const rows = normals(2 * D);
    embedding.scatter([9, 1], rows);
    expect(embedding.lookup([9, 1])).toEqual(rows);
    const others = [0, 2, 3, 4, 5, 6, 7, 8, 10];
    expect(embedding.lookup(others)).toEqual(new EmbeddingTable(before, D).lookup(others));
  });

  it('has the gradient that the product dX · onehotᵀ gives', () => {
    const embedding = createEmbedding();
    const dOutput = normals(N * D);
    const dE = multiply(transpose(dOutput, N), oneHot(ids, V), D, V); // [D, N] · [N, V]
    const expected = transpose(dE, D); // [V, D]
    const gradient = embedding.sparseGradient(ids, dOutput);
    expect([...gradient.ids]).toEqual([3, 0, 10, 7]);
    const dense = new EmbeddingTable(new Float32Array(V * D), D);
    dense.scatter(gradient.ids, gradient.rows);
    for (const [cell, value] of dense.weights.entries()) expect(value).toBeCloseTo(expected[cell]!, 5);
  });

  it('has the gradient that finite differences give', () => {
    const embedding = createEmbedding();
    const dOutput = normals(N * D);
    const loss = () => embedding.lookup(ids).reduce((sum, x, cell) => sum + x * dOutput[cell]!, 0);
    const gradient = embedding.sparseGradient(ids, dOutput);
    for (let id = 0; id < V; id++) {
      for (let d = 0; d < D; d++) {
        const row = gradient.ids.indexOf(id);
        const value = embedding.weights[id * D + d]!;
        embedding.weights[id * D + d] = value + 0.5;
        const above = loss();
        embedding.weights[id * D + d] = value - 0.5;
        const below = loss();
        embedding.weights[id * D + d] = value;
        expect(above - below).toBeCloseTo(row < 0 ? 0 : gradient.rows[row * D + d]!, 4);
      }
    }
  });

  it('takes a batch without tokens', () => {
    const embedding = createEmbedding();
    expect(embedding.lookup([])).toHaveLength(0);
    expect(embedding.gatherDistinct([]).ids).toHaveLength(0);
    expect(embedding.sparseGradient([], new Float32Array(0)).rows).toHaveLength(0);
  });

  it.each([-1, V, 0.5, Number.NaN])('refuses the id %d and changes nothing', (id) => {
    const embedding = createEmbedding();
    const before = embedding.weights.slice();
    expect(() => embedding.lookup([id])).toThrow(RangeError);
    expect(() => embedding.gatherDistinct([id])).toThrow(RangeError);
    expect(() => embedding.scatter([id], normals(D))).toThrow(RangeError);
    expect(() => embedding.sparseGradient([id], normals(D))).toThrow(RangeError);
    expect(embedding.weights).toEqual(before);
  });

  it('refuses lengths that do not fit', () => {
    const embedding = createEmbedding();
    expect(() => new EmbeddingTable(new Float32Array(V * D + 1), D)).toThrow(RangeError);
    expect(() => embedding.scatter([1, 2], normals(D))).toThrow('expected 2 rows of 5, found 5 numbers');
    expect(() => embedding.sparseGradient([1], normals(2 * D))).toThrow(RangeError);
  });
});
