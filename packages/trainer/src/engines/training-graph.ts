import {
  type CellState,
  computeGradients,
  createCell,
  encodeModel,
  forward,
  GraphBuilder,
  type NetworkConfiguration,
  type NetworkInput,
  type NetworkParameters,
  OnnxOps,
  type OnnxValue,
  parameterNames,
  parameterShapes,
} from '@tagger/models';
import { descend } from '../sgd';

/** Names of the graphs' inputs and outputs beside the parameters. */
export const inputNames = {
  positions: 'positions',
  tags: 'tags',
  weight: 'weight',
  learns: 'learns',
  learningRate: 'learningRate',
};
export const initialName = (state: string) => `initial_${state}`;
export const updatedName = (parameter: string) => `updated_${parameter}`;

/**
 * A whole training step as one ONNX file: parameters and batch in, loss and updated parameters out. The embedding goes
 * in and out as the rows of the batch's distinct words, with 1 for each that learns and 0 for each that is frozen.
 */
export function buildStepGraph(configuration: NetworkConfiguration, clipNorm: number): Uint8Array {
  const graph = new GraphBuilder('training_step');
  const ops = new OnnxOps(graph);
  const { parameters, input } = declareNetwork(graph, configuration);
  const target = {
    tags: graph.input(inputNames.tags, 'int32', ['time', 'batch']),
    weight: graph.input(inputNames.weight, 'float32', ['time', 'batch', 1]),
  };
  const learningRate = graph.input(inputNames.learningRate, 'float32', []);

  const learns_R1 = graph.input(inputNames.learns, 'float32', ['rows', 1]);

  const { loss, parameters: gradients } = computeGradients(ops, configuration, parameters, input, target);
  const embedding = ops.multiply(gradients.embedding, learns_R1);
  const updated = descend(ops, parameters, { ...gradients, embedding }, learningRate, clipNorm);

  const results = { loss, gradientNorm: updated.gradientNorm };
  for (const [name, value] of Object.entries(results)) declareOutput(graph, name, value);
  for (const name of parameterNames) declareOutput(graph, updatedName(name), updated.parameters[name]);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** The forward pass as an ONNX file: parameters and batch in, logits out. */
export function buildPredictionGraph(configuration: NetworkConfiguration): Uint8Array {
  const graph = new GraphBuilder('prediction');
  const { parameters, input } = declareNetwork(graph, configuration);
  declareOutput(graph, 'logits', forward(new OnnxOps(graph), configuration, parameters, input).logits);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

function declareNetwork(
  graph: GraphBuilder,
  configuration: NetworkConfiguration,
): { parameters: NetworkParameters<OnnxValue>; input: NetworkInput<OnnxValue> } {
  const shapes = { ...parameterShapes(configuration), embedding: ['rows', configuration.embeddingSize] };
  const parameters = parameterNames.map((name) => [name, graph.input(name, 'float32', shapes[name])]);
  const initial = createCell(configuration).stateNames.map((state) => [
    state,
    graph.input(initialName(state), 'float32', ['batch', configuration.hiddenSize]),
  ]);
  return {
    parameters: Object.fromEntries(parameters) as NetworkParameters<OnnxValue>,
    input: {
      positions: graph.input(inputNames.positions, 'int32', ['time', 'batch']),
      initial: Object.fromEntries(initial) as CellState<OnnxValue>,
    },
  };
}

function declareOutput(graph: GraphBuilder, name: string, value: OnnxValue) {
  graph.output(graph.node('Identity', [value], {}, name), 'float32');
}
