import {
  type CharacterConfiguration,
  listCharacterRecurrences,
  listLayers,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
  type Recurrence,
} from '../network/configuration';
import type { CrfInput } from '../network/crf';
import { decode } from '../network/output';
import { GraphBuilder } from '../onnx/graph-builder';
import { type Attribute, dataTypes, type GraphProto } from '../onnx/model-proto';
import { OnnxOps } from '../ops/onnx-ops';
import { type Precision, writeWeight } from './weights';

/** Inputs and outputs of a model file; what a network does not read is no input of its file. */
export const graphNames = {
  /** Ids of the words, int64 [batch, time]; what stands behind a sentence's last word does not matter. */
  words: 'words',
  /** Number of words of each sentence, int32 [batch]. */
  lengths: 'lengths',
  /** Rows of each word's features, int64 [batch, time, features]. */
  features: 'featureIds',
  /** Row of each word's vector made elsewhere, int64 [batch, time]. */
  vectors: 'vectorIds',
  /** Ids of each word's characters, int64 [batch, time, characters]; what stands behind the last does not matter. */
  characters: 'characterIds',
  /** Number of characters of each word, at least 1, int32 [batch, time]. */
  characterCounts: 'characterCounts',
  /** Probability of each tag, float32 [batch, time, tag]. */
  probabilities: 'probabilities',
  /** Of a conditional random field: the best path has the tags with the highest scores, float32 [batch, time, tag]. */
  scores: 'scores',
} as const;

/**
 * The network of a model file: ids in, probabilities out, by ONNX's own recurrent operators, which hold the gates in the
 * order that `LstmCell` has too.
 */
export function buildTaggingGraph(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
  precision: Precision = 'float32',
): GraphProto {
  const graph = new GraphBuilder('tagger');
  const shapes = parameterShapes(configuration);
  const values = Object.keys(shapes).map((name) => [
    name,
    writeWeight(graph, name, shapes[name]!, parameters[name]!, precision),
  ]);
  const weights = Object.fromEntries(values) as NetworkParameters<string>;
  const lengths = graph.input(graphNames.lengths, 'int32', ['batch']);
  const ops = new OnnxOps(graph);
  let sequence_TBN = buildWords(graph, ops, configuration, weights);
  for (const recurrences of listLayers(configuration)) {
    const attributes = {
      hidden_size: configuration.hiddenSize,
      ...activations(configuration, recurrences.length),
    };
    const operator = configuration.cell.toUpperCase();
    const { steps } = buildRecurrence(
      graph,
      operator,
      weights,
      recurrences,
      sequence_TBN,
      lengths,
      attributes,
    );
    sequence_TBN = mergeDirections(graph, ops, steps);
  }
  const logits_TBK = ops.linear(sequence_TBN, weights.outputWeight, weights.outputBias);
  const crf =
    configuration.output === 'crf' ? buildCrfInput(graph, configuration, logits_TBK, lengths) : undefined;
  const { logProbabilities, scores } = decode(ops, configuration, weights, crf, logits_TBK);
  const declare = (name: string, value_TBK: string) => {
    graph.node('Transpose', [value_TBK], { perm: [1, 0, 2] }, name);
    graph.output(name, 'float32', ['batch', 'time', configuration.tagCount]);
  };
  declare(graphNames.probabilities, ops.exp(logProbabilities));
  if (crf) declare(graphNames.scores, scores);
  return graph.build();
}

/** x of each step [T, B, D]. The recurrent operators are time-major. */
function buildWords(
  graph: GraphBuilder,
  ops: OnnxOps,
  { features, vectors, characters }: NetworkConfiguration,
  weights: NetworkParameters<string>,
): string {
  const ids = (name: string) => {
    const input = graph.input(name, 'int64', ['batch', 'time']);
    return graph.node('Transpose', [input], { perm: [1, 0] });
  };
  const parts = [graph.node('Gather', [weights.embedding, ids(graphNames.words)])];
  if (features) {
    const input = graph.input(graphNames.features, 'int64', ['batch', 'time', features.count]);
    const rows_TBFN = graph.node('Gather', [
      weights.features!,
      graph.node('Transpose', [input], { perm: [1, 0, 2] }),
    ]);
    parts.push(ops.mergeAxes(rows_TBFN));
  }
  if (vectors) parts.push(graph.node('Gather', [weights.vectors!, ids(graphNames.vectors)]));
  if (characters) parts.push(buildCharacters(graph, characters, weights));
  return parts.length === 1 ? parts[0]! : graph.node('Concat', parts, { axis: -1 });
}

/** What is read in the characters of each word [T, B, 2 H]: all words of the batch are one batch of characters. */
function buildCharacters(
  graph: GraphBuilder,
  configuration: CharacterConfiguration,
  weights: NetworkParameters<string>,
): string {
  const { hiddenSize } = configuration;
  const characters = graph.input(graphNames.characters, 'int64', ['batch', 'time', 'characters']);
  const counts = graph.input(graphNames.characterCounts, 'int32', ['batch', 'time']);
  const timeMajor = graph.node('Transpose', [characters], { perm: [1, 0, 2] });
  const flat_NL = graph.node('Flatten', [timeMajor], { axis: -1 });
  const characters_LN = graph.node('Transpose', [flat_NL], { perm: [1, 0] });
  const counts_TB = graph.node('Transpose', [counts], { perm: [1, 0] });
  const { last } = buildRecurrence(
    graph,
    'LSTM',
    weights,
    listCharacterRecurrences(configuration),
    graph.node('Gather', [weights['characters.embedding']!, characters_LN]),
    graph.node('Reshape', [counts_TB, integers(graph, -1)]),
    { hidden_size: hiddenSize, direction: 'bidirectional' },
  );
  const encoded_NS = graph.node('Flatten', [graph.node('Transpose', [last], { perm: [1, 0, 2] })], {
    axis: 1,
  });
  const leading = graph.node('Shape', [timeMajor], { end: 2 });
  const shape = graph.node('Concat', [leading, integers(graph, 2 * hiddenSize)], { axis: 0 });
  return graph.node('Reshape', [encoded_NS, shape]);
}

/** A layer, by an operator of ONNX: h of all steps [T, directions, B, H], and of the last one read [directions, B, H]. */
function buildRecurrence(
  graph: GraphBuilder,
  operator: string,
  weights: NetworkParameters<string>,
  recurrences: readonly Recurrence[],
  sequence_TBN: string,
  lengths: string,
  attributes: Readonly<Record<string, Attribute>>,
): { readonly steps: string; readonly last: string } {
  // The weights of the directions behind one another.
  const stack = (values: readonly string[]) => {
    const rows = values.map((value) => graph.node('Unsqueeze', [value, integers(graph, 0)]));
    return rows.length === 1 ? rows[0]! : graph.node('Concat', rows, { axis: 0 });
  };
  const inputWeight = stack(recurrences.map((names) => weights[names.inputWeight]!));
  const recurrentWeight = stack(recurrences.map((names) => weights[names.recurrentWeight]!));
  const bias = stack(recurrences.map((names) => weights[names.bias]!));
  // The operators add two biases; ours is the first of them.
  const none = graph.node('Sub', [bias, bias]);
  const biases = graph.node('Concat', [bias, none], { axis: 1 });
  const inputs = [sequence_TBN, inputWeight, recurrentWeight, biases, lengths];
  const [steps, last] = graph.nodes(operator, inputs, 2, attributes) as [string, string];
  return { steps, last };
}

/** [T, directions, B, H] → [T, B, directions · H] */
function mergeDirections(graph: GraphBuilder, ops: OnnxOps, steps_TSBH: string): string {
  const steps_TBSH = graph.node('Transpose', [steps_TSBH], { perm: [0, 2, 1, 3] });
  return ops.mergeAxes(steps_TBSH);
}

/** The steps that there are, and the boundary, from the lengths. */
function buildCrfInput(
  graph: GraphBuilder,
  { tagCount }: NetworkConfiguration,
  logits_TBK: string,
  lengths: string,
): CrfInput<string> {
  const scalar = (value: number) => {
    const data = BigInt64Array.of(BigInt(value));
    return graph.initializer(graph.uniqueName('scalar'), { type: 'int64', dimensions: [], data });
  };
  const time = graph.node('Squeeze', [graph.node('Shape', [logits_TBK], { end: 1 })]);
  const steps_T1 = graph.node('Unsqueeze', [
    graph.node('Range', [scalar(0), time, scalar(1)]),
    integers(graph, 1),
  ]);
  const lengths_B = graph.node('Cast', [lengths], { to: dataTypes.int64 });
  const isStep_TB = graph.node('Less', [steps_T1, lengths_B]);
  const mask_TB = graph.node('Cast', [isStep_TB], { to: dataTypes.float32 });
  const row = Float32Array.from({ length: tagCount + 1 }, (_, tag) => (tag === tagCount ? 1 : 0));
  const boundary = graph.initializer('boundary', {
    type: 'float32',
    dimensions: [1, tagCount + 1],
    data: row,
  });
  const sizes = graph.node('Concat', [graph.node('Shape', [lengths]), integers(graph, 1)], { axis: 0 });
  return {
    mask: graph.node('Unsqueeze', [mask_TB, integers(graph, -1)]),
    boundary: graph.node('Tile', [boundary, sizes]),
  };
}

function integers(graph: GraphBuilder, ...values: number[]): string {
  const data = BigInt64Array.from(values, BigInt);
  return graph.initializer(graph.uniqueName('integers'), {
    type: 'int64',
    dimensions: [values.length],
    data,
  });
}

/** The functions of the gates, the candidate and the output, where they are not the operator's own; and the directions. */
function activations(
  { cell, cellOutput }: NetworkConfiguration,
  directionCount: number,
): Record<string, Attribute> {
  const direction = directionCount === 2 ? { direction: 'bidirectional' } : {};
  if (cell === 'rnn' || cellOutput === 'tanh') return direction;
  // h = r ⊙ c: the output passes through 1 · c + 0.
  const repeat = <Item>(items: readonly Item[]) => new Array(directionCount).fill(items).flat() as Item[];
  return {
    ...direction,
    activations: repeat(['Sigmoid', 'Tanh', 'Affine']),
    activation_alpha: { floats: repeat([1]) },
    activation_beta: { floats: repeat([0]) },
  };
}
