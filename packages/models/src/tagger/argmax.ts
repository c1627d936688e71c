/** The first of the largest of `count` values from `start` on, counted from there. */
export function argmax(values: Float32Array, start: number, count: number): number {
  let best = start;
  let largest = values[start]!;
  for (let at = start + 1; at < start + count; at++) {
    const value = values[at]!;
    if (value > largest) {
      best = at;
      largest = value;
    }
  }
  return best - start;
}
