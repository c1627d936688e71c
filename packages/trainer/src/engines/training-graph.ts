import {
  assembleInput,
  assembleTarget,
  computeGradients,
  decode,
  encodeModel,
  forward,
  GraphBuilder,
  type HostTensor,
  listTables,
  listTrained,
  type NetworkConfiguration,
  type NetworkParameters,
  OnnxOps,
  type OnnxValue,
  parameterShapes,
} from '@tagger/models';
import type { PreparedBatch } from '../batches/prepare-batch';
import { listStates, type Optimizer, type OptimizerState, stateName } from '../optimizers/optimizer';
import { updateParameters } from '../optimizers/update-parameters';

/** Names of the graphs' inputs beside the parameters, the optimiser's states and the batch. */
export const inputNames = { learns: 'learns', learningRate: 'learningRate', decay: 'decay' };
export const updatedName = (name: string) => `updated_${name}`;

/**
 * A whole training step as one ONNX file: parameters, states of the optimiser and a batch in, loss and all of them updated
 * out. Tables go in and out as the rows that the batch uses, with 1 for each word that learns and 0 for each that is frozen.
 *
 * @param batch one like those that the graph is for: of its numbers only the names, types and ranks matter
 */
export function buildStepGraph(
  configuration: NetworkConfiguration,
  optimizer: Optimizer,
  clipNorm: number,
  { inputs, target }: PreparedBatch,
): Uint8Array {
  const graph = new GraphBuilder('training_step');
  const ops = new OnnxOps(graph);
  const parameters = declareParameters(graph, configuration);
  const trained = listTrained(configuration);
  const states = declareStates(graph, configuration, optimizer);
  const input = assembleInput(configuration, declareInputs(graph, inputs));
  const goal = assembleTarget(declareInputs(graph, target));
  const scalar = (name: string) => graph.input(name, 'float32', []);
  const rates = { learningRate: scalar(inputNames.learningRate), decay: scalar(inputNames.decay) };
  const learns_R1 = graph.input(inputNames.learns, 'float32', ['words', 1]);

  const { loss, parameters: gradients } = computeGradients(ops, configuration, parameters, input, goal);
  const learning = { ...gradients, embedding: ops.multiply(gradients.embedding, learns_R1) };
  const updated = updateParameters(ops, optimizer, trained, parameters, learning, states, rates, clipNorm);

  declareOutput(graph, 'loss', loss);
  declareOutput(graph, 'gradientNorm', updated.gradientNorm);
  for (const name of trained) {
    declareOutput(graph, updatedName(name), updated.parameters[name]!);
    for (const state of optimizer.stateNames)
      declareOutput(graph, updatedName(stateName(state, name)), updated.states[name]![state]!);
  }
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** The forward pass as an ONNX file: parameters and a batch in, log-probabilities and scores out. */
export function buildPredictionGraph(
  configuration: NetworkConfiguration,
  { inputs }: Pick<PreparedBatch, 'inputs'>,
): Uint8Array {
  const graph = new GraphBuilder('prediction');
  const ops = new OnnxOps(graph);
  const parameters = declareParameters(graph, configuration);
  const input = assembleInput(configuration, declareInputs(graph, inputs));
  const { logits } = forward(ops, configuration, parameters, input);
  const decoded = decode(ops, configuration, parameters, input.crf, logits);
  declareOutput(graph, 'logProbabilities', decoded.logProbabilities);
  declareOutput(graph, 'scores', decoded.scores);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

function declareParameters(
  graph: GraphBuilder,
  configuration: NetworkConfiguration,
): NetworkParameters<OnnxValue> {
  const shapes = graphShapes(configuration);
  const names = Object.keys(shapes);
  return Object.fromEntries(
    names.map((name) => [name, graph.input(name, 'float32', shapes[name])]),
  ) as NetworkParameters<OnnxValue>;
}

function declareStates(graph: GraphBuilder, configuration: NetworkConfiguration, optimizer: Optimizer) {
  const shapes = graphShapes(configuration);
  const states: Record<string, OptimizerState<OnnxValue>> = {};
  for (const { state, parameter, name } of listStates(optimizer, listTrained(configuration)))
    states[parameter] = { ...states[parameter], [state]: graph.input(name, 'float32', shapes[parameter]) };
  return states;
}

/** Shapes of the parameters as the graph has them: of tables some rows. */
function graphShapes(configuration: NetworkConfiguration): Record<string, (number | string)[]> {
  const shapes = Object.entries(parameterShapes(configuration)).map(([name, shape]) => [name, [...shape]]);
  const result = Object.fromEntries(shapes) as Record<string, (number | string)[]>;
  for (const table of listTables(configuration)) result[table]![0] = `rows_${table}`;
  return result;
}

function declareInputs(graph: GraphBuilder, tensors: Readonly<Record<string, HostTensor>>) {
  const declared = Object.entries(tensors).map(([name, { shape, data }]) => [
    name,
    graph.input(
      name,
      data instanceof Float32Array ? 'float32' : 'int32',
      shape.map((_, axis) => `${name}_${axis}`),
    ),
  ]);
  return Object.fromEntries(declared) as Record<string, OnnxValue>;
}

function declareOutput(graph: GraphBuilder, name: string, value: OnnxValue) {
  graph.output(graph.node('Identity', [value], {}, name), 'float32');
}
