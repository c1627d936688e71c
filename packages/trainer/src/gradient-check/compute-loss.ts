import { type Environment, Float64Ops, type Float64Tensor, type Network } from '@tagger/models/internal';

/** `Float64Ops`, bit for bit, but x · weightᵀ is computed where the weight lies: the loss is wanted many times. */
class LossOps extends Float64Ops {
  override linear(x: Float64Tensor, weight: Float64Tensor, bias: Float64Tensor): Float64Tensor {
    const [N, K] = weight.shape as [number, number];
    const rows = x.data.length / K;
    const data = new Float64Array(rows * N);
    for (let row = 0; row < rows; row++)
      multiplyRow(
        x.data.subarray(row * K, (row + 1) * K),
        weight.data,
        data.subarray(row * N, (row + 1) * N),
      );
    return this.add({ shape: [...x.shape.slice(0, -1), N], data }, bias);
  }
}

/** Four sums side by side, as the next addition of one has to wait for the last. */
function multiplyRow(x_K: Float64Array, weight_NK: Float64Array, result_N: Float64Array): void {
  const [K, N] = [x_K.length, result_N.length];
  let n = 0;
  for (; n + 4 <= N; n += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0, at = n * K; k < K; k++, at++) {
      const value = x_K[k]!;
      a += value * weight_NK[at]!;
      b += value * weight_NK[at + K]!;
      c += value * weight_NK[at + 2 * K]!;
      d += value * weight_NK[at + 3 * K]!;
    }
    result_N.set([a, b, c, d], n);
  }
  for (; n < N; n++) for (let k = 0; k < K; k++) result_N[n]! += x_K[k]! * weight_NK[n * K + k]!;
}

const ops = new LossOps();

/** L, from the forward pass alone. */
export function computeLoss(network: Network, environment: Environment<Float64Tensor>): number {
  const { logits } = network.forward(ops, environment);
  return network.loss(ops, environment, logits).loss.data[0]!;
}
