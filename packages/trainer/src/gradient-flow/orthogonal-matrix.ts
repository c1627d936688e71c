import type { Random } from '@tagger/core/internal';

/**
 * A random orthogonal matrix [N, N] times a scale, row-major: all its singular values, and the absolute values of all its
 * eigenvalues, are the scale. The rows are normal vectors made orthogonal by Gram and Schmidt; each is passed twice, as once
 * leaves rounding errors (Giraud, Langou, Rozložník and van den Eshof, Rounding error analysis of the classical
 * Gram-Schmidt orthogonalization process, 2005).
 */
export function orthogonalMatrix(size: number, scale: number, random: Random): Float32Array {
  const rows: Float64Array[] = [];
  for (let n = 0; n < size; n++) {
    const row = Float64Array.from({ length: size }, () => random.normal());
    for (const other of [...rows, ...rows]) addScaled(row, other, -dot(row, other));
    const norm = Math.sqrt(dot(row, row));
    rows.push(row.map((value) => value / norm));
  }
  return Float32Array.from(rows.flatMap((row) => Array.from(row, (value) => scale * value)));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let index = 0; index < to.length; index++) to[index]! += factor * from[index]!;
}
