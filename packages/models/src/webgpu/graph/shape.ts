/** The length of an axis: a number, or the name of one that differs from batch to batch, such as `time`. */
export type Dim = number | string;
export type Shape = readonly Dim[];

/** Lengths of named axes in one batch. */
export type Sizes = Readonly<Record<string, number>>;

export function isSameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** The last axis, whose length never differs. */
export function widthOf(shape: Shape): number {
  const width = shape.at(-1) ?? 1;
  if (typeof width !== 'number') throw new Error(`the last axis of [${shape}] has no fixed length`);
  return width;
}

/** Number of values. */
export function countValues(shape: Shape, sizes: Sizes): number {
  let count = 1;
  for (const dim of shape) count *= lengthOf(dim, sizes);
  return count;
}

export function lengthOf(dim: Dim, sizes: Sizes): number {
  if (typeof dim === 'number') return dim;
  const length = sizes[dim];
  if (length === undefined) throw new Error(`the axis ${dim} has no length`);
  return length;
}

/** The shape of an elementwise result: aligned at the last axis, axes of length 1 are repeated. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const pad = (shape: Shape): Shape => [...Array<Dim>(rank - shape.length).fill(1), ...shape];
  const [left, right] = [pad(a), pad(b)];
  return left.map((dim, axis) => {
    const other = right[axis]!;
    if (dim === 1) return other;
    if (other !== 1 && other !== dim) throw new RangeError(`shapes [${a}] and [${b}] do not broadcast`);
    return dim;
  });
}
