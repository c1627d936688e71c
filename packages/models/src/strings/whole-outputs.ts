import { inOrder } from '../kernels/matrix';
import type { NetworkPlan } from '../kernels/plan-network';
import type { Network } from '../network/network';
import type { GraphBuilder } from '../onnx/graph-builder';
import { WholeValues } from './whole-values';
import { roundMatrix } from './whole-weights';

/** V of each output by its name, float32 [K, S]: rounded as the runtime does, for which the columns of each direction are a matrix of their own. */
export function writeOutputs(graph: GraphBuilder, network: Network, plan: NetworkPlan) {
  const values = new WholeValues(graph);
  const sizes = plan.layers.at(-1)!.map(({ hiddenSize }) => hiddenSize);
  return Object.fromEntries(
    network.outputs.map(({ parameters, tagCount }, index) => {
      const { weight } = plan.outputs[index]!;
      let start = 0;
      const parts = sizes.flatMap((size) => {
        const own = roundMatrix(weight, tagCount, inOrder(size, 4, start));
        start += size;
        return own;
      });
      const columns = parts.map(({ weights, scales, count }) =>
        graph.node('Mul', [values.shorts(weights, [tagCount, count]), values.floats(scales, [tagCount, 1])]),
      );
      return [parameters[0]!.name, values.join(columns, 1)];
    }),
  );
}
