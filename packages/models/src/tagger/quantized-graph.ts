import { quantizeRows } from '../model-file/weights';
import {
  listLayers,
  type NetworkConfiguration,
  type NetworkParameters,
  type Recurrence,
} from '../network/configuration';
import { encodeModel } from '../onnx/encode-model';
import { GraphBuilder } from '../onnx/graph-builder';

/*
 * Axes:  T time   B batch   R words   H hidden   G = 4 H   K tags
 */

/**
 * h of [-1, 1] as a byte is 64 + round(63 h), from 1 to 127. Seven bits, because processors without VNNI add two products with
 * a weight of [-127, 127] in 16 bits: 2 · 127 · 127 just fits.
 */
const hiddenScale = 1 / 63;
const hiddenZero = 64;

/** Whether `buildQuantizedGraph` can be had: only h = r ⊙ tanh c stays in [-1, 1]. */
export function isQuantizable({ cell, cellOutput, layers = 1, output }: NetworkConfiguration): boolean {
  return cell === 'lstm' && cellOutput === 'tanh' && layers === 1 && output !== 'crf';
}

/**
 * An LSTM's recurrences and its output with both products, W h and V h, in whole numbers. The weights lose nothing if they
 * were whole numbers in the model file; h is rounded. Takes and gives the same as the graph in float32, and is held to it by
 * a test. A step gathers its own rows of U x + b, which so stay in the processor's cache, and gives its own part of V h, which
 * is smaller than h.
 */
export function buildQuantizedGraph(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
): Uint8Array {
  const graph = new GraphBuilder('layers');
  const { hiddenSize: H, tagCount: K, bidirectional } = configuration;
  writeConstants(graph, H);
  const positions_TB = graph.input('positions', 'int32', ['time', 'batch']);
  const mirror_TB = bidirectional ? graph.input('mirror', 'int32', ['time', 'batch']) : '';
  const [hidden_BH, cell_BH] = ['hidden', 'cell'].map((state) =>
    graph.input(`initial.${state}`, 'float32', ['batch', H]),
  ) as [string, string];
  const byte_BH = quantize(graph, hidden_BH);
  const bias_K = graph.initializer('bias', { type: 'float32', dimensions: [K], data: parameters.outputBias });

  const logits_TBK = listLayers(configuration)[0]!.reduce((sum_TBK, recurrence, side) => {
    const isBackward = recurrence.direction === 'backward';
    const read_TB = isBackward
      ? graph.node('Gather', [graph.node('Reshape', [positions_TB, 'flat']), mirror_TB])
      : positions_TB;
    const body = buildStep(graph, configuration, parameters, recurrence, side);
    const [, , part_TBK] = graph.nodes('Scan', [byte_BH, cell_BH, read_TB], 3, {
      body: { graph: body.build() },
      num_scan_inputs: 1,
    }) as [string, string, string];
    const ordered_TBK = isBackward
      ? graph.node('Gather', [graph.node('Flatten', [part_TBK], { axis: -1 }), mirror_TB])
      : part_TBK;
    return graph.node('Add', [ordered_TBK, sum_TBK]);
  }, bias_K);
  graph.output(graph.node('Softmax', [logits_TBK], { axis: -1 }, 'probabilities'), 'float32');
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** One step of a direction: `LstmCell.forward`, with the output behind it. */
function buildStep(
  graph: GraphBuilder,
  { hiddenSize: H }: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
  { direction, recurrentWeight }: Recurrence,
  side: number,
): GraphBuilder {
  const rows_RG = graph.input(direction, 'float32', ['words', 4 * H]);
  const multiplyW = writeProduct(graph, recurrentWeight, parameters[recurrentWeight]!, H);
  const ownOutput = takeColumns(
    parameters.outputWeight,
    parameters.outputWeight.length / parameters.outputBias.length,
    side * H,
    H,
  );
  const multiplyV = writeProduct(graph, `outputWeight.${direction}`, ownOutput, H);

  const step = graph.child('step');
  const node = (operator: string, ...inputs: string[]) => step.node(operator, inputs);
  const previousByte_BH = step.input(step.uniqueName('hidden'), 'uint8');
  const previousCell_BH = step.input(step.uniqueName('cell'), 'float32');
  const positions_B = step.input(step.uniqueName('positions'), 'int32');
  // (1) z_t = W h_{t−1} + (U x_t + b)
  const z_BG = node('Add', multiplyW(step, previousByte_BH), node('Gather', rows_RG, positions_B));
  const [zInput, zOutput, zForget, zCandidate] = step.nodes('Split', [z_BG, 'gateSizes'], 4, {
    axis: -1,
  }) as [string, string, string, string];
  // (2, 3) c_t = σ(z_f) ⊙ c_{t−1} + σ(z_i) ⊙ tanh z_c̃
  const cell_BH = node(
    'Add',
    node('Mul', node('Sigmoid', zForget), previousCell_BH),
    node('Mul', node('Sigmoid', zInput), node('Tanh', zCandidate)),
  );
  // (4) h_t = σ(z_r) ⊙ tanh c_t
  const byte_BH = quantize(step, node('Mul', node('Sigmoid', zOutput), node('Tanh', cell_BH)));
  step.output(byte_BH, 'uint8');
  step.output(cell_BH, 'float32');
  step.output(multiplyV(step, byte_BH), 'float32');
  return step;
}

function writeConstants(graph: GraphBuilder, H: number): void {
  const sizes = BigInt64Array.from({ length: 4 }, () => BigInt(H));
  graph.initializer('gateSizes', { type: 'int64', dimensions: [4], data: sizes });
  graph.initializer('flat', { type: 'int64', dimensions: [1], data: BigInt64Array.of(-1n) });
  graph.initializer('scale', { type: 'float32', dimensions: [], data: Float32Array.of(hiddenScale) });
  graph.initializer('zero', { type: 'uint8', dimensions: [], data: Uint8Array.of(hiddenZero) });
}

function quantize(graph: GraphBuilder, hidden_BH: string): string {
  return graph.node('QuantizeLinear', [hidden_BH, 'scale', 'zero']);
}

/** A weight [N, H] as whole numbers. @returns what writes its product with h */
function writeProduct(graph: GraphBuilder, name: string, weight_NH: Float32Array, H: number) {
  const N = weight_NH.length / H;
  const { values, scales } = quantizeRows(weight_NH, H);
  const transposed = Int8Array.from(values, (_, at) => values[(at % N) * H + Math.floor(at / N)]!);
  const scale = `${name}.scale`;
  graph.initializer(name, { type: 'int8', dimensions: [H, N], data: transposed });
  graph.initializer(scale, { type: 'float32', dimensions: [N], data: scales });
  return (within: GraphBuilder, byte_BH: string) =>
    within.contributedNode('MatMulIntegerToFloat', [byte_BH, name, 'scale', scale, 'zero']);
}

/** Of a matrix with rows of this width so many columns. */
function takeColumns(matrix: Float32Array, width: number, start: number, count: number): Float32Array {
  const rows = matrix.length / width;
  return Float32Array.from(
    { length: rows * count },
    (_, at) => matrix[Math.floor(at / count) * width + start + (at % count)]!,
  );
}
