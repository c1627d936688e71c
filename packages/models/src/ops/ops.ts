/**
 * The operations that the networks are written in. Cells, networks, the loss and the optimiser are functions over `Ops`;
 * an implementation interprets them: `Float64Ops` computes at once in plain TypeScript, `OnnxOps` writes ONNX nodes.
 *
 * `T` is a tensor of the implementation. Elementwise operations broadcast as in ONNX and NumPy: shapes are aligned at
 * their last axis, and an axis of size 1, or a missing one, is repeated. "Rows" of a tensor of shape [..., N] are its
 * vectors of N.
 */
export interface Ops<T> {
  /** A scalar. */
  constant(value: number): T;

  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  minimum(a: T, b: T): T;
  maximum(a: T, b: T): T;

  exp(a: T): T;
  log(a: T): T;
  sqrt(a: T): T;
  tanh(a: T): T;
  /** 1 / (1 + e⁻ᵃ) */
  sigmoid(a: T): T;
  /** log softmax over the last axis: aₖ − log Σⱼ exp aⱼ, computed without overflow. */
  logSoftmax(a: T): T;

  /** [..., M, K] · [K, N] → [..., M, N] */
  matmul(a: T, b: T): T;
  /** aᵀ · b over all rows: [..., M], [..., N] → [M, N]. The gradient of a weight: Σ over rows of aᵀ b. */
  matmulRows(a: T, b: T): T;
  /** x · weightᵀ + bias: [..., K], [N, K], and a bias that broadcasts to [..., N]. */
  linear(x: T, weight: T, bias: T): T;

  /** Sum of all values → scalar. */
  sum(a: T): T;
  /** Sum of all rows: [..., N] → [N]. */
  sumRows(a: T): T;
  /** Sum over the last axis: [..., N] → [..., 1]. */
  sumLast(a: T): T;
  /** Maximum over the last axis: [..., N] → [..., 1]. */
  maxLast(a: T): T;

  /** [M, N] → [N, M] */
  transpose(a: T): T;
  /** [..., M, N] → [..., M · N] */
  mergeAxes(a: T): T;
  /** [..., M · N] → [..., M, N] */
  splitAxis(a: T, count: number): T;

  /** Cuts the last axis into parts of these sizes. */
  split(a: T, sizes: readonly number[]): T[];
  /** Joins along the last axis. */
  concat(parts: readonly T[]): T;

  /** Rows by position: [R, N], positions of any shape [...] → [..., N]. */
  gather(rows: T, positions: T): T;
  /** The transpose of `gather`: [..., N] summed into the rows of a tensor shaped like `rows` [R, N]. */
  scatterAdd(values: T, positions: T, rows: T): T;
  /** Steps of a sequence by position: [T, B, N], positions t · B + b of any shape [...] → [..., N]. */
  takeSteps(sequence: T, positions: T): T;
  /** Positions [...] → [..., depth] with a 1 at each position. */
  oneHot(positions: T, depth: number): T;

  /** What each step saw of the step before: [T, ...], initial [...] → [initial, a₀, …, a₋₂] of shape [T, ...]. */
  delay(sequence: T, initial: T): T;
  /**
   * The loop over time: calls `step` for each index of the first axis of the inputs, forwards, or backwards if
   * `reverse`; the outputs are stacked at the index that they belong to, in both directions.
   */
  scan<State extends string, Input extends string, Output extends string>(
    step: (state: Record<State, T>, input: Record<Input, T>) => ScanStep<T, State, Output>,
    initial: Record<State, T>,
    inputs: Record<Input, T>,
    options?: { readonly reverse?: boolean },
  ): ScanResult<T, State, Output>;
}

export interface ScanStep<T, State extends string, Output extends string> {
  readonly state: Record<State, T>;
  readonly outputs: Record<Output, T>;
}

export interface ScanResult<T, State extends string, Output extends string> {
  /** The state after the last step. */
  readonly final: Record<State, T>;
  /** The outputs of all steps, [T, ...]. */
  readonly outputs: Record<Output, T>;
}
