/** How many outputs the kernels take at once. */
const tile = 6;

/**
 * Windows to train on, one after another, each as: the learning rate (float32), the number of inputs n, n input rows
 * (the words around the centre), and the output rows: the centre, the negatives, and the row of zeros up to a multiple of 6.
 */
export interface WindowPlan {
  readonly integers: Int32Array;
  /** The same bytes. */
  readonly floats: Float32Array;
}

export interface Window {
  readonly learningRate: number;
  readonly inputs: Int32Array;
  /** The centre first, then the negatives. */
  readonly outputs: Int32Array;
}

/** Room for `count` numbers of a plan in the buffer. */
export function createWindowPlan(buffer: ArrayBufferLike, offset: number, count: number): WindowPlan {
  return { integers: new Int32Array(buffer, offset, count), floats: new Float32Array(buffer, offset, count) };
}

/** How many output rows a window has with the row of zeros that fills them up. */
export function countOutputRows(negatives: number): number {
  return Math.ceil((1 + negatives) / tile) * tile;
}

/** How many numbers the windows of a batch of words can take. */
export function measurePlan(words: number, window: number, negatives: number): number {
  return words * (2 + 2 * window + countOutputRows(negatives));
}

export function* readWindows(plan: WindowPlan, windows: number, negatives: number): Generator<Window> {
  const outputRows = countOutputRows(negatives);
  for (let window = 0, at = 0; window < windows; window += 1) {
    const inputsStart = at + 2;
    const outputsStart = inputsStart + plan.integers[at + 1]!;
    yield {
      learningRate: plan.floats[at]!,
      inputs: plan.integers.subarray(inputsStart, outputsStart),
      outputs: plan.integers.subarray(outputsStart, outputsStart + 1 + negatives),
    };
    at = outputsStart + outputRows;
  }
}
