import type { Ops, ScanResult, ScanStep } from '@tagger/models/internal';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** The module, which is loaded late: it may be absent. */
export type Tfjs = typeof import('@tensorflow/tfjs-core');

/**
 * The operations on TensorFlow.js, which computes each at once on its present backend. Every result is a new tensor: call
 * within `tf.tidy`, which frees them. Positions are tensors of int32.
 */
export class TfjsOps implements Ops<Tensor> {
  constructor(private readonly tf: Tfjs) {}

  constant(value: number) {
    return this.tf.scalar(value, 'float32');
  }

  add(a: Tensor, b: Tensor) {
    return this.tf.add(a, b);
  }
  subtract(a: Tensor, b: Tensor) {
    return this.tf.sub(a, b);
  }
  multiply(a: Tensor, b: Tensor) {
    return this.tf.mul(a, b);
  }
  divide(a: Tensor, b: Tensor) {
    return this.tf.div(a, b);
  }
  minimum(a: Tensor, b: Tensor) {
    return this.tf.minimum(a, b);
  }
  maximum(a: Tensor, b: Tensor) {
    return this.tf.maximum(a, b);
  }

  exp(a: Tensor) {
    return this.tf.exp(a);
  }
  log(a: Tensor) {
    return this.tf.log(a);
  }
  sqrt(a: Tensor) {
    return this.tf.sqrt(a);
  }
  tanh(a: Tensor) {
    return this.tf.tanh(a);
  }
  sigmoid(a: Tensor) {
    return this.tf.sigmoid(a);
  }
  logSoftmax(a: Tensor) {
    return this.tf.logSoftmax(a);
  }

  matmul(a: Tensor, b: Tensor) {
    const product = this.tf.matMul(this.#flatten(a), b as Tensor2D);
    return this.tf.reshape(product, [...a.shape.slice(0, -1), b.shape[1]!]);
  }

  matmulRows(a: Tensor, b: Tensor) {
    return this.tf.matMul(this.#flatten(a), this.#flatten(b), true);
  }

  linear(x: Tensor, weight: Tensor, bias: Tensor) {
    const product = this.tf.matMul(this.#flatten(x), weight as Tensor2D, false, true);
    return this.tf.add(this.tf.reshape(product, [...x.shape.slice(0, -1), weight.shape[0]!]), bias);
  }

  sum(a: Tensor) {
    return this.tf.sum(a);
  }

  sumRows(a: Tensor) {
    return this.tf.sum(this.#flatten(a), 0);
  }

  sumLast(a: Tensor) {
    return this.tf.sum(a, -1, true);
  }

  maxLast(a: Tensor) {
    return this.tf.max(a, -1, true);
  }

  transpose(a: Tensor) {
    return this.tf.transpose(a);
  }

  mergeAxes(a: Tensor) {
    return this.tf.reshape(a, [...a.shape.slice(0, -2), a.shape.at(-2)! * a.shape.at(-1)!]);
  }

  splitAxis(a: Tensor, count: number) {
    return this.tf.reshape(a, [...a.shape.slice(0, -1), count, a.shape.at(-1)! / count]);
  }

  split(a: Tensor, sizes: readonly number[]) {
    return this.tf.split(a, [...sizes], -1);
  }

  concat(parts: readonly Tensor[]) {
    return this.tf.concat([...parts], -1);
  }

  gather(rows: Tensor, positions: Tensor) {
    return this.tf.gather(rows, positions);
  }

  /** As a product with a one-hot matrix: sums of graphics cards that use atomic additions differ from run to run. */
  scatterAdd(values: Tensor, positions: Tensor, rows: Tensor) {
    const oneHot_NR = this.oneHot(this.tf.reshape(positions, [-1]), rows.shape[0]!);
    return this.matmulRows(oneHot_NR, values);
  }

  /** Not `tf.oneHot`, which takes no depth of 1, and gives integers for floats on the backend `wasm`. */
  oneHot(positions: Tensor, depth: number) {
    const columns = this.tf.range(0, depth, 1, 'int32');
    return this.tf.cast(this.tf.equal(this.tf.expandDims(positions, -1), columns), 'float32');
  }

  takeSteps(sequence: Tensor, positions: Tensor) {
    return this.tf.gather(this.#flatten(sequence), positions);
  }

  delay(sequence: Tensor, initial: Tensor) {
    const first = this.tf.expandDims(initial, 0);
    const time = sequence.shape[0]!;
    if (time === 1) return first;
    return this.tf.concat([first, this.tf.slice(sequence, 0, time - 1)], 0);
  }

  scan<State extends string, Input extends string, Output extends string>(
    step: (state: Record<State, Tensor>, input: Record<Input, Tensor>) => ScanStep<Tensor, State, Output>,
    initial: Record<State, Tensor>,
    inputs: Record<Input, Tensor>,
    { reverse = false } = {},
  ): ScanResult<Tensor, State, Output> {
    const sequences = Object.entries<Tensor>(inputs).map(
      ([name, sequence]) => [name, this.tf.unstack(sequence)] as const,
    );
    const time = sequences[0]![1].length;
    const steps: Record<Output, Tensor>[] = [];
    let state = initial;
    for (let count = 0; count < time; count++) {
      const t = reverse ? time - 1 - count : count;
      const input = sequences.map(([name, sequence]) => [name, sequence[t]!]);
      const result = step(state, Object.fromEntries(input) as Record<Input, Tensor>);
      state = result.state;
      steps[t] = result.outputs;
    }
    const outputs = (Object.keys(steps[0]!) as Output[]).map((name) => [
      name,
      this.tf.stack(steps.map((each) => each[name])),
    ]);
    return { final: state, outputs: Object.fromEntries(outputs) as Record<Output, Tensor> };
  }

  /** [..., N] → [rows, N] */
  #flatten(a: Tensor): Tensor2D {
    return this.tf.reshape(a, [-1, a.shape.at(-1)!]);
  }
}
