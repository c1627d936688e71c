/**
 * The largest singular value of a matrix with so many columns, row-major, by power iteration: the root of the largest
 * eigenvalue of WᵀW.
 */
export function largestSingularValue(matrix: Float32Array, columns: number): number {
  const rows = matrix.length / columns;
  // No direction of a trained or random matrix is at right angles to this one.
  let direction = Float64Array.from({ length: columns }, (_, index) => 1 + index / columns);
  let value = 0;
  for (let iteration = 0; iteration < 200; iteration++) {
    const length = Math.hypot(...direction);
    const image = new Float64Array(rows);
    const next = new Float64Array(columns);
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < columns; k++) image[row]! += (matrix[row * columns + k]! * direction[k]!) / length;
      for (let k = 0; k < columns; k++) next[k]! += matrix[row * columns + k]! * image[row]!;
    }
    value = Math.hypot(...image);
    direction = next;
  }
  return value;
}
