import { declareInputs } from '../batch/declare-inputs';
import { LstmCell } from '../cells/lstm';
import type { Named } from '../layers/layer';
import type { Recurrence } from '../layers/recurrence';
import { quantizeRows } from '../model-file/weights';
import type { Network } from '../network/network';
import { encodeModel } from '../onnx/encode-model';
import { GraphBuilder } from '../onnx/graph-builder';
import { listLayerInputs, otherScoresName, sharedNames } from './tagging-graphs';

/*
 * Axes:  T time   B lanes   D directions   H hidden   G = 4 H   K tags
 */

/**
 * h of [-1, 1] as a byte is 64 + round(63 h), from 1 to 127. Seven bits, because processors without VNNI add two products with
 * a weight of [-127, 127] in 16 bits: 2 · 127 · 127 just fits.
 */
const hiddenScale = 1 / 63;
const hiddenZero = 64;

/** Whether `buildQuantizedGraph` can be had: only h = r ⊙ tanh c stays in [-1, 1]. */
export function isQuantizable({ layers, outputs }: Network): boolean {
  const { cell } = layers[0]!.recurrences[0]!;
  const isLstm = cell instanceof LstmCell && cell.cellOutput === 'tanh';
  return isLstm && layers.length === 1 && !outputs.some(({ hasScores }) => hasScores);
}

/**
 * What is in the place of U x + b where there is no word [D · G]: an LSTM forgets there all that it knew, and says nothing, so
 * that a sentence can follow another.
 */
export function forgettingRow({ layers }: Network): Float32Array {
  const { recurrences } = layers[0]!;
  const H = recurrences[0]!.cell.hiddenSize;
  // σ of it is 0. Gates stand in the order i, r, f, c̃.
  return Float32Array.from({ length: recurrences.length * 4 * H }, (_, at) =>
    at % (4 * H) < 3 * H ? -1000 : 0,
  );
}

/**
 * An LSTM's recurrences and its output with both products, W h and V h, in whole numbers. The weights lose nothing if they
 * were whole numbers in the model file; h is rounded. Takes and gives the same as the graph in float32, and is held to it by
 * a test.
 *
 * Both directions take their steps in one loop, side by side, as a turn of it and an operator cost much to start. A step
 * gathers its own rows of U x + b, which so stay in the processor's cache, and gives its own part of V h, which is smaller
 * than h.
 */
export function buildQuantizedGraph(network: Network, parameters: Named<Float32Array>): Uint8Array {
  const graph = new GraphBuilder('layers');
  const { recurrences } = network.layers[0]!;
  const H = recurrences[0]!.cell.hiddenSize;
  const output = stackOutputs(network, parameters);
  writeConstants(graph, H, recurrences.length);
  graph.input(sharedNames.rows, 'float32', ['rows', 4 * H]);
  const inputs = declareInputs(graph, listLayerInputs(network));
  const { read: positions_TDB, restore } = orderSteps(graph, recurrences, inputs);
  const [hidden_DBH, cell_DBH] = ['hidden', 'cell'].map((state) =>
    graph.node('Expand', [inputs[`initial.${state}`]!, 'directions']),
  ) as [string, string];
  const body = buildStep(graph, parameters, recurrences, output.weight);
  const [, , parts_TDBK] = graph.nodes('Scan', [quantize(graph, hidden_DBH), cell_DBH, positions_TDB], 3, {
    body: { graph: body.build() },
    num_scan_inputs: 1,
  }) as [string, string, string];
  const bias_K = graph.initializer('bias', {
    type: 'float32',
    dimensions: [output.bias.length],
    data: output.bias,
  });
  const logits_TBK = restore(parts_TDBK).reduce(
    (sum_TBK, part_TBK) => graph.node('Add', [part_TBK, sum_TBK]),
    bias_K,
  );
  const [first_TBK, ...others] = splitOutputs(graph, network, logits_TBK);
  graph.output(graph.node('Softmax', [first_TBK!], { axis: -1 }, 'probabilities'), 'float32');
  for (const [index, logits] of others.entries()) {
    const name = otherScoresName(network.outputs[index + 1]!.name);
    graph.output(graph.node('Identity', [logits], {}, name), 'float32');
  }
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** The weights and biases of all outputs, as of one whose tags are those of all. */
function stackOutputs({ outputs }: Network, parameters: Named<Float32Array>) {
  const join = (position: number) => {
    const parts = outputs.map(({ parameters: specs }) => parameters[specs[position]!.name]!);
    if (parts.length === 1) return parts[0]!;
    const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let start = 0;
    for (const part of parts) {
      all.set(part, start);
      start += part.length;
    }
    return all;
  };
  return { weight: join(0), bias: join(1) };
}

/** The logits of each output. */
function splitOutputs(graph: GraphBuilder, { outputs }: Network, logits_TBK: string): string[] {
  if (outputs.length === 1) return [logits_TBK];
  const sizes = graph.integers(...outputs.map(({ tagCount }) => tagCount));
  return graph.nodes('Split', [logits_TBK, sizes], outputs.length, { axis: -1 });
}

/**
 * Which row each step of each direction reads [T, D, B], in the order in which that direction goes; and what brings results
 * [T, D, B, K] back to the order of the sentences.
 */
function orderSteps(graph: GraphBuilder, recurrences: readonly Recurrence[], inputs: Named<string>) {
  const isBackward = recurrences.map(({ direction }) => direction === 'backward');
  const [places_TB, mirror_TB] = [inputs.places!, inputs.mirror ?? ''];
  const first_TB = graph.node('Mul', [places_TB, graph.int32(recurrences.length)]);
  const read = isBackward.map((isMirrored, side) => {
    const own_TB = graph.node('Add', [first_TB, graph.int32(side)]);
    const ordered_TB = isMirrored
      ? graph.node('Gather', [graph.node('Reshape', [own_TB, 'flat']), mirror_TB])
      : own_TB;
    return graph.node('Unsqueeze', [ordered_TB, 'directionAxis']);
  });
  const restore = (parts_TDBK: string) =>
    graph.nodes('Split', [parts_TDBK, 'ones'], isBackward.length, { axis: 1 }).map((part, side) => {
      const own_TBK = graph.node('Squeeze', [part, 'directionAxis']);
      return isBackward[side]
        ? graph.node('Gather', [graph.node('Flatten', [own_TBK], { axis: -1 }), mirror_TB])
        : own_TBK;
    });
  return { read: graph.node('Concat', read, { axis: 1 }), restore };
}

/** One step of all directions: `LstmCell.forward`, with the output behind it. */
function buildStep(
  graph: GraphBuilder,
  parameters: Named<Float32Array>,
  recurrences: readonly Recurrence[],
  outputWeight: Float32Array,
): GraphBuilder {
  const H = recurrences[0]!.cell.hiddenSize;
  const width = recurrences.length * H;
  const weights = recurrences.map(({ names }) => parameters[names.recurrentWeight]!);
  const multiplyW = writeProduct(graph, 'recurrentWeights', weights, H);
  const columns = recurrences.map((_, side) => takeColumns(outputWeight, width, side * H, H));
  const multiplyV = writeProduct(graph, 'outputWeights', columns, H);

  const step = graph.child('step');
  const node = (operator: string, ...inputs: string[]) => step.node(operator, inputs);
  const previousByte_DBH = step.input(step.uniqueName('hidden'), 'uint8');
  const previousCell_DBH = step.input(step.uniqueName('cell'), 'float32');
  const positions_DB = step.input(step.uniqueName('positions'), 'int32');
  // (1) z_t = W h_{t−1} + (U x_t + b)
  const z_DBG = node('Add', multiplyW(step, previousByte_DBH), node('Gather', 'rows', positions_DB));
  const [zInput, zOutput, zForget, zCandidate] = step.nodes('Split', [z_DBG, 'gateSizes'], 4, {
    axis: -1,
  }) as [string, string, string, string];
  // (2, 3) c_t = σ(z_f) ⊙ c_{t−1} + σ(z_i) ⊙ tanh z_c̃
  const cell_DBH = node(
    'Add',
    node('Mul', node('Sigmoid', zForget), previousCell_DBH),
    node('Mul', node('Sigmoid', zInput), node('Tanh', zCandidate)),
  );
  // (4) h_t = σ(z_r) ⊙ tanh c_t
  const byte_DBH = quantize(step, node('Mul', node('Sigmoid', zOutput), node('Tanh', cell_DBH)));
  step.output(byte_DBH, 'uint8');
  step.output(cell_DBH, 'float32');
  step.output(multiplyV(step, byte_DBH), 'float32');
  return step;
}

function writeConstants(graph: GraphBuilder, H: number, D: number): void {
  const integers = (name: string, ...values: number[]) =>
    graph.initializer(name, {
      type: 'int64',
      dimensions: [values.length],
      data: BigInt64Array.from(values, BigInt),
    });
  integers('gateSizes', H, H, H, H);
  integers('ones', ...new Array<number>(D).fill(1));
  integers('directions', D, 1, 1);
  integers('directionAxis', 1);
  integers('flat', -1);
  graph.initializer('scale', { type: 'float32', dimensions: [], data: Float32Array.of(hiddenScale) });
  graph.initializer('zero', { type: 'uint8', dimensions: [], data: Uint8Array.of(hiddenZero) });
}

function quantize(graph: GraphBuilder, hidden_DBH: string): string {
  return graph.node('QuantizeLinear', [hidden_DBH, 'scale', 'zero']);
}

/** The weights [N, H] of all directions as whole numbers. @returns what writes their products with h */
function writeProduct(graph: GraphBuilder, name: string, weights_NH: readonly Float32Array[], H: number) {
  const D = weights_NH.length;
  const N = weights_NH[0]!.length / H;
  const values_DHN = new Int8Array(D * H * N);
  const scales_DN = new Float32Array(D * N);
  for (const [side, weight_NH] of weights_NH.entries()) {
    const { values, scales } = quantizeRows(weight_NH, H);
    for (const [at, value] of values.entries())
      values_DHN[(side * H + (at % H)) * N + Math.floor(at / H)] = value;
    scales_DN.set(scales, side * N);
  }
  const scale = `${name}.scale`;
  graph.initializer(name, { type: 'int8', dimensions: [D, H, N], data: values_DHN });
  graph.initializer(scale, { type: 'float32', dimensions: [D, 1, N], data: scales_DN });
  return (within: GraphBuilder, byte_DBH: string) =>
    within.foreignNode('com.microsoft', 'MatMulIntegerToFloat', [byte_DBH, name, 'scale', scale, 'zero']);
}

/** Of a matrix with rows of this width so many columns. */
function takeColumns(matrix: Float32Array, width: number, start: number, count: number): Float32Array {
  const rows = matrix.length / width;
  return Float32Array.from(
    { length: rows * count },
    (_, at) => matrix[Math.floor(at / count) * width + start + (at % count)]!,
  );
}
