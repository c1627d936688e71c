import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { EmbeddingTable } from '../../src/batches/embedding-table';

const V = 11;
const D = 5;
const ids = [3, 0, 3, 10, 7, 0, 3];

const random = createRandom(1, 'embedding');
const normals = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const createTable = () => new EmbeddingTable(normals(V * D), D);

describe('EmbeddingTable', () => {
  it('looks up what the product E · onehot gives', () => {
    const table = createTable();
    const found = table.lookup(ids);
    for (const [n, id] of ids.entries())
      for (let d = 0; d < D; d++) {
        const onehot = Array.from({ length: V }, (_, v) => Number(v === id));
        const product = onehot.reduce((sum, x, v) => sum + x * table.weights[v * D + d]!, 0);
        expect(found[n * D + d]).toBe(product);
      }
  });

  it('scatters rows to their ids and leaves the others', () => {
    const table = createTable();
    const before = table.weights.slice();
    const rows = normals(2 * D);
    table.scatter([9, 1], rows);
    expect(table.lookup([9, 1])).toEqual(rows);
    const others = [0, 2, 3, 4, 5, 6, 7, 8, 10];
    expect(table.lookup(others)).toEqual(new EmbeddingTable(before, D).lookup(others));
  });

  it('takes a batch without tokens', () => {
    expect(createTable().lookup([])).toHaveLength(0);
  });

  it.each([-1, V, 0.5, Number.NaN])('refuses the id %d and changes nothing', (id) => {
    const table = createTable();
    const before = table.weights.slice();
    expect(() => table.lookup([id])).toThrow(RangeError);
    expect(() => table.scatter([id], normals(D))).toThrow(RangeError);
    expect(table.weights).toEqual(before);
  });

  it('refuses lengths that do not fit', () => {
    expect(() => new EmbeddingTable(new Float32Array(V * D + 1), D)).toThrow(RangeError);
    expect(() => createTable().scatter([1, 2], normals(D))).toThrow('expected 2 rows of 5, found 5 numbers');
  });
});
