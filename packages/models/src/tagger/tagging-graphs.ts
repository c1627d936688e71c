import { declareInputs } from '../batch/declare-inputs';
import type { Environment, Named } from '../layers/layer';
import { distinctByName, type Network } from '../network/network';
import { encodeModel } from '../onnx/encode-model';
import { GraphBuilder } from '../onnx/graph-builder';
import { OnnxOps } from '../ops/onnx-ops';
import type { Ops } from '../ops/ops';
import type { Decoded } from '../outputs/output';

/*
 * Axes:  T time   B sentences side by side, or lanes   R distinct words   D directions   G gates · H   K tags
 */

/** Names that the two graphs have in common. */
export const sharedNames = { rows: 'rows', probabilities: 'probabilities', scores: 'scores' } as const;

/** The scores of an output next to the first one. */
export const otherScoresName = (output: string) => `${sharedNames.scores}.${output}`;

/** The probabilities before the transitions of a conditional random field. */
export const emissionsName = (output: string) => `emissions.${output}`;

/** Inputs that are read in tagging. */
export function withoutNoise<Spec extends { readonly isNoise?: boolean }>(specs: readonly Spec[]): Spec[] {
  return specs.filter(({ isNoise }) => !isNoise);
}

/** U x + b of words, for each direction of the first layer: [R, D · G]. */
export function projectWords<T>(ops: Ops<T>, environment: Environment<T>, { encoder, layers }: Network): T {
  const { output } = encoder.forward(ops, environment);
  const rows = layers[0]!.recurrences.map(
    (recurrence) => recurrence.project(ops, environment, output).output,
  );
  return rows.length === 1 ? rows[0]! : ops.concat(rows);
}

/** What an output says of each step, with õ, of which it is read [T, B, K]. */
export interface DecodedSteps<T> extends Decoded<T> {
  readonly logits: T;
}

/**
 * Everything behind the projection, for each output.
 * @param projected U x + b of all steps for each direction [T, B, G]
 */
export function decodeSteps<T>(
  ops: Ops<T>,
  environment: Environment<T>,
  { layers, outputs }: Network,
  projected: readonly T[],
): readonly DecodedSteps<T>[] {
  const [first, ...above] = layers;
  let { output: hidden } = first!.run(ops, environment, projected);
  for (const layer of above) hidden = layer.forward(ops, environment, hidden).output;
  return outputs.map((output) => {
    const logits = output.forward(ops, environment, hidden).output;
    return { ...output.decode(ops, environment, logits), logits };
  });
}

/** The graph of `projectWords`. */
export function buildWordGraph(network: Network, parameters: Named<Float32Array>): Uint8Array {
  const graph = new GraphBuilder('words');
  const ops = new OnnxOps(graph);
  const environment = {
    parameters: writeWeights(graph, network, parameters),
    inputs: declareInputs(graph, withoutNoise(network.encoder.inputs)),
  };
  declareOutput(graph, sharedNames.rows, projectWords(ops, environment, network));
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/**
 * The graph from there to the probabilities of the first output, and the scores of the others.
 *
 * @param spanOutputs outputs whose emissions are wanted, by their places: those of a softmax are its scores
 */
export function buildLayerGraph(
  network: Network,
  parameters: Named<Float32Array>,
  spanOutputs: readonly number[] = [],
): Uint8Array {
  const graph = new GraphBuilder('layers');
  const ops = new OnnxOps(graph);
  const environment = {
    parameters: writeWeights(graph, network, parameters, ({ isTable }) => !isTable),
    inputs: declareInputs(graph, listLayerInputs(network)),
  };
  const { recurrences } = network.layers[0]!;
  const G = projectionSize(network);
  const rows = graph.input(sharedNames.rows, 'float32', ['rows', G]);
  const first_TB = graph.node('Mul', [environment.inputs.places!, graph.int32(recurrences.length)]);
  const projected = recurrences.map((_, side) =>
    ops.gather(rows, graph.node('Add', [first_TB, graph.int32(side)])),
  );
  for (const [index, decoded] of decodeSteps(ops, environment, network, projected).entries()) {
    const { name, hasScores } = network.outputs[index]!;
    const { logits, logProbabilities, scores } = decoded;
    if (hasScores && spanOutputs.includes(index))
      declareOutput(graph, emissionsName(name), ops.exp(ops.logSoftmax(logits)));
    if (index > 0) {
      declareOutput(graph, otherScoresName(name), scores);
      continue;
    }
    declareOutput(graph, sharedNames.probabilities, ops.exp(logProbabilities));
    if (hasScores) declareOutput(graph, sharedNames.scores, scores);
  }
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** What the layers and the outputs read of a batch, apart from the words. */
export function listLayerInputs({ layers, outputs }: Network) {
  return withoutNoise(distinctByName([...layers, ...outputs].flatMap(({ inputs }) => inputs)));
}

/** G */
export function projectionSize({ layers }: Network): number {
  const { gates, hiddenSize } = layers[0]!.recurrences[0]!.cell;
  return gates * hiddenSize;
}

/** The tables are the most of a model, and are read for the words alone. */
function writeWeights(
  graph: GraphBuilder,
  network: Network,
  parameters: Named<Float32Array>,
  isRead: (parameter: Network['parameters'][number]) => boolean = () => true,
): Record<string, string> {
  return Object.fromEntries(
    network.parameters
      .filter(isRead)
      .map(({ name, shape }) => [
        name,
        graph.initializer(name, { type: 'float32', dimensions: shape, data: parameters[name]! }),
      ]),
  );
}

function declareOutput(graph: GraphBuilder, name: string, value: string): void {
  graph.output(graph.node('Identity', [value], {}, name), 'float32');
}
