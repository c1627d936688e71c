import type { GraphBuilder } from '../onnx/graph-builder';
import type { InputSpec } from './input-spec';

/** Declares what layers read as inputs of a graph. @returns the values, by name */
export function declareInputs(graph: GraphBuilder, specs: readonly InputSpec[]): Record<string, string> {
  return Object.fromEntries(specs.map(({ name, type, axes }) => [name, graph.input(name, type, axes)]));
}
