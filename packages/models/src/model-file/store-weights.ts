import type { Named, ParameterSpec } from '../layers/layer';
import { GraphBuilder } from '../onnx/graph-builder';
import { FileWeights } from './file-weights';
import { type Precision, writeWeight } from './weights';

/** Weights as a file would have them. */
export function storeWeights(
  specs: readonly ParameterSpec[],
  parameters: Named<Float32Array>,
  precision: Precision,
): FileWeights {
  const graph = new GraphBuilder('weights');
  for (const spec of specs) writeWeight(graph, spec, parameters[spec.name]!, precision);
  const { initializers } = graph.build();
  return new FileWeights(specs, new Map(initializers.map((tensor) => [tensor.name, tensor])));
}
