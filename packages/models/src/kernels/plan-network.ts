import type { WordIds } from '@tagger/core/internal';
import type { Cell } from '../cells/cell';
import { GruCell } from '../cells/gru';
import { LstmCell } from '../cells/lstm';
import { RnnCell } from '../cells/rnn';
import { ModelError } from '../errors';
import { CharacterConvolution } from '../layers/character-convolution';
import { CharacterLstm } from '../layers/character-lstm';
import type { Recurrence } from '../layers/recurrence';
import type { WordPart } from '../layers/word-part';
import type { FileWeights } from '../model-file/file-weights';
import type { MatrixRows, Table } from '../model-file/table';
import type { Network } from '../network/network';
import { CrfOutput } from '../outputs/crf-output';
import type { Output } from '../outputs/output';
import { SoftmaxOutput } from '../outputs/softmax-output';

/*
 * What the tagging runtime computes of a network, as plain data: sizes, tables and weights. Nothing in it depends on how.
 */

export interface NetworkPlan {
  /** The parts of a word's vector, one behind the other. */
  readonly parts: readonly PartPlan[];
  /** The recurrences of each layer, from below. */
  readonly layers: readonly (readonly RecurrencePlan[])[];
  readonly outputs: readonly OutputPlan[];
}

export type PartPlan = TablePlan | CharacterLstmPlan | ConvolutionPlan;

/** Rows of a table, side by side. */
export interface TablePlan {
  readonly kind: 'table';
  readonly size: number;
  readonly table: Table;
  readonly read: (word: WordIds) => ArrayLike<number>;
}

export interface CharacterLstmPlan {
  readonly kind: 'characterLstm';
  readonly size: number;
  readonly table: Table;
  readonly recurrences: readonly RecurrencePlan[];
}

export interface ConvolutionPlan {
  readonly kind: 'convolution';
  readonly size: number;
  readonly table: Table;
  /** [H, 3 · C] */
  readonly filter: MatrixRows;
  readonly bias: Float32Array;
}

export interface RecurrencePlan {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  /** Of an LSTM: h = r ⊙ c. */
  readonly isIdentity: boolean;
  readonly hiddenSize: number;
  readonly isBackward: boolean;
  /** [G, D], gates above one another in the order of the cell */
  readonly inputWeight: MatrixRows;
  /** [G, H] */
  readonly recurrentWeight: MatrixRows;
  readonly bias: Float32Array;
}

export interface OutputPlan {
  readonly tagCount: number;
  /** [K, S] */
  readonly weight: MatrixRows;
  readonly bias: Float32Array;
  /** Of a conditional random field [K + 1, K + 1]. */
  readonly transitions?: Float32Array | undefined;
}

/** Weights by name: `FileWeights`, of a model file. */
export type Weights = Pick<FileWeights, 'table' | 'matrix' | 'values'>;

/** @throws ModelError for a layer that this runtime does not know */
export function planNetwork(network: Network, weights: Weights): NetworkPlan {
  return {
    parts: network.encoder.parts.map((part) => planPart(part, weights)),
    layers: network.layers.map(({ recurrences }) =>
      recurrences.map((recurrence) => planRecurrence(recurrence, weights)),
    ),
    outputs: network.outputs.map((output) => planOutput(output, weights)),
  };
}

function planPart(part: WordPart, weights: Weights): PartPlan {
  const { size, parameters, fileInputs } = part;
  const [first, second, third] = parameters.map(({ name }) => name);
  if (part instanceof CharacterLstm) {
    const recurrences = part.recurrences.map((recurrence) => planRecurrence(recurrence, weights));
    return { kind: 'characterLstm', size, table: weights.table(first!), recurrences };
  }
  if (part instanceof CharacterConvolution)
    return {
      kind: 'convolution',
      size,
      table: weights.table(first!),
      filter: weights.matrix(second!),
      bias: weights.values(third!),
    };
  if (parameters.length !== 1 || !parameters[0]!.isTable || fileInputs.length !== 1)
    return reject('part of a word');
  return { kind: 'table', size, table: weights.table(first!), read: fileInputs[0]!.read };
}

function planRecurrence({ cell, direction, names }: Recurrence, weights: Weights): RecurrencePlan {
  return {
    cell: nameCell(cell),
    isIdentity: cell instanceof LstmCell && cell.cellOutput === 'identity',
    hiddenSize: cell.hiddenSize,
    isBackward: direction === 'backward',
    inputWeight: weights.matrix(names.inputWeight),
    recurrentWeight: weights.matrix(names.recurrentWeight),
    bias: weights.values(names.bias),
  };
}

function nameCell(cell: Cell): RecurrencePlan['cell'] {
  if (cell instanceof LstmCell) return 'lstm';
  if (cell instanceof GruCell) return 'gru';
  return cell instanceof RnnCell ? 'rnn' : reject('cell');
}

function planOutput(output: Output, weights: Weights): OutputPlan {
  const isCrf = output instanceof CrfOutput;
  if (!isCrf && !(output instanceof SoftmaxOutput)) return reject('output');
  const [weight, bias, transitions] = output.parameters.map(({ name }) => name);
  return {
    tagCount: output.tagCount,
    weight: weights.matrix(weight!),
    bias: weights.values(bias!),
    transitions: isCrf ? weights.values(transitions!) : undefined,
  };
}

function reject(what: string): never {
  throw new ModelError(`the network has a ${what} that this version cannot run`, {
    hint: "update @tagger/models, or load the model with { runtime: 'onnx' }",
  });
}
