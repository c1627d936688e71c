import type { BatchView } from '../batch/batch-view';
import { characterLengths, countCharacters, layCharacters } from '../batch/characters';
import type { InputSpec } from '../batch/input-spec';
import type { FileGraph } from '../model-file/file-graph';
import { dataTypes } from '../onnx/model-proto';
import type { Ops } from '../ops/ops';
import {
  type CharacterConfiguration,
  characterFileInputs,
  characterTable,
  declareCharacters,
} from './characters';
import { type Environment, type ParameterSpec, type SourcePass, sumTensors, take } from './layer';
import type { WordPart } from './word-part';

/*
 * Axes:  L characters of a word   R words   C vector of a character   H filters   K = 3 · C
 */

/** The neighbours that a filter sees, as offsets from its character. */
const offsets = [-1, 0, 1] as const;
const names = {
  table: 'characters.embedding',
  filter: 'characters.filter',
  bias: 'characters.bias',
  start: 'characters.start',
};

/** The value of what is no character: below any that a filter gives. */
const lowest = -1e4;
/** Times any difference that float32 can tell, this is above 1. */
const huge = 1e30;

/**
 * A word by its characters: filters over each character and its two neighbours, and of each filter the largest value in the word
 * [R, H] (Ma and Hovy, End-to-end Sequence Labeling via Bi-directional LSTM-CNNs-CRF, 2016, section 2.1).
 */
export class CharacterConvolution implements WordPart {
  readonly size: number;
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
  readonly fileInputs = characterFileInputs;
  readonly #embeddingSize: number;

  constructor(configuration: CharacterConfiguration) {
    const { embeddingSize: C, hiddenSize: H } = configuration;
    this.size = H;
    this.#embeddingSize = C;
    const K = offsets.length * C;
    this.parameters = [
      characterTable(configuration),
      { name: names.filter, shape: [H, K], range: Math.sqrt(6 / K) },
      { name: names.bias, shape: [H], range: 1 / Math.sqrt(H) },
    ];
    this.inputs = [
      ...offsets.flatMap((offset): InputSpec[] => [
        {
          name: idsName(offset),
          type: 'int32',
          axes: ['characters', 'words'],
          read: (view) => shiftCharacters(view, offset),
        },
        {
          name: maskName(offset),
          type: 'float32',
          axes: ['characters', 'words', 1],
          read: (view) => markCharacters(view, offset),
        },
      ]),
      {
        name: names.start,
        type: 'float32',
        axes: ['words', H],
        read: ({ words }) => new Float32Array(words.length * H).fill(lowest),
      },
    ];
  }

  forward<T>(ops: Ops<T>, { parameters, inputs }: Environment<T>): SourcePass<T> {
    const table_VC = take(parameters, names.table);
    const widths = offsets.map(() => this.#embeddingSize);
    const filters_HC = ops.split(take(parameters, names.filter), widths);
    const isCharacter_LR1 = take(inputs, maskName(0));
    // (1) F e of each character that there is, looked up where it is seen from
    const seen = offsets.map((offset, index) => {
      const [ids_LR, mask_LR1] = [take(inputs, idsName(offset)), take(inputs, maskName(offset))];
      const filter_CH = ops.transpose(filters_HC[index] as T);
      const rows_VH = ops.matmul(table_VC, filter_CH);
      const values_LRH = ops.multiply(ops.gather(rows_VH, ids_LR), mask_LR1);
      return { ids_LR, mask_LR1, filter_CH, rows_VH, values_LRH };
    });
    // (2) z_l = Σ over the neighbours + b
    const z_LRH = ops.add(
      sumTensors(
        ops,
        seen.map(({ values_LRH }) => values_LRH),
      ),
      take(parameters, names.bias),
    );
    // (3) m = max_l z_l over the characters of the word
    const padding_LR1 = ops.multiply(ops.subtract(ops.constant(1), isCharacter_LR1), ops.constant(lowest));
    const masked_LRH = ops.add(ops.multiply(z_LRH, isCharacter_LR1), padding_LR1);
    const { final } = ops.scan(
      ({ largest_RH }, { z_RH }) => ({ state: { largest_RH: ops.maximum(largest_RH, z_RH) }, outputs: {} }),
      { largest_RH: take(inputs, names.start) },
      { z_RH: masked_LRH },
    );
    return {
      output: final.largest_RH,
      backward: (dOutput_RH) => {
        const share_LRH = shareLargest(ops, masked_LRH, final.largest_RH, dOutput_RH);
        const dZ_LRH = ops.multiply(share_LRH, isCharacter_LR1);
        // (2, 1)
        const parts = seen.map(({ ids_LR, mask_LR1, filter_CH, rows_VH }) => {
          const dRows_VH = ops.scatterAdd(ops.multiply(dZ_LRH, mask_LR1), ids_LR, rows_VH);
          return {
            table: ops.matmul(dRows_VH, ops.transpose(filter_CH)),
            filter_HC: ops.matmulRows(dRows_VH, table_VC),
          };
        });
        return {
          [names.table]: sumTensors(
            ops,
            parts.map(({ table }) => table),
          ),
          [names.filter]: ops.concat(parts.map(({ filter_HC }) => filter_HC)),
          [names.bias]: ops.sumRows(dZ_LRH),
        };
      },
    };
  }

  /** All words of the batch are one batch of characters, and ONNX's `Conv` reads them. */
  export(file: FileGraph): string {
    const { graph, ops, weights } = file;
    const { rows_LNC, counts_N, restore } = declareCharacters(file);
    // 1 for each character, 0 behind the last one [N, 1, L]
    const zero = graph.node('Squeeze', [graph.integers(0)]);
    const one = graph.node('Squeeze', [graph.integers(1)]);
    const length = graph.node('Squeeze', [graph.node('Shape', [rows_LNC], { end: 1 })]);
    const range_L = graph.node('Range', [zero, length, one]);
    const counts_N11 = graph.node('Unsqueeze', [
      graph.node('Cast', [counts_N], { to: dataTypes.int64 }),
      graph.integers(1, 2),
    ]);
    const isCharacter_N1L = graph.node('Cast', [graph.node('Less', [range_L, counts_N11])], {
      to: dataTypes.float32,
    });
    const rows_NCL = graph.node('Transpose', [rows_LNC], { perm: [1, 2, 0] });
    const filter_HKC = graph.node('Reshape', [
      take(weights, names.filter),
      graph.integers(this.size, offsets.length, this.#embeddingSize),
    ]);
    const z_NHL = graph.node(
      'Conv',
      [
        ops.multiply(rows_NCL, isCharacter_N1L),
        graph.node('Transpose', [filter_HKC], { perm: [0, 2, 1] }),
        take(weights, names.bias),
      ],
      { pads: [1, 1] },
    );
    const padding_N1L = ops.multiply(ops.subtract(graph.float32(1), isCharacter_N1L), graph.float32(lowest));
    const masked_NHL = ops.add(ops.multiply(z_NHL, isCharacter_N1L), padding_N1L);
    return restore(graph.reduceMax(masked_NHL, 2, 0), this.size);
  }
}

const idsName = (offset: number) => `characters.at${offset}`;
const maskName = (offset: number) => `characters.has${offset}`;

/** The character at an offset from each one [L, R]; where there is none, any. */
function shiftCharacters({ words }: BatchView, offset: number): Int32Array {
  const laid = layCharacters(words, 'forward');
  const start = offset * words.length;
  return laid.map((_, at) => laid[at + start] ?? 0);
}

/** 1 where a character has one at an offset, 0 elsewhere [L, R, 1]. */
function markCharacters({ words }: BatchView, offset: number): Float32Array {
  const R = words.length;
  const mask = new Float32Array(countCharacters(words) * R);
  for (const [r, length] of characterLengths(words).entries())
    for (let l = 0; l < length; l++) if (l + offset >= 0 && l + offset < length) mask[l * R + r] = 1;
  return mask;
}

/** (3) ∂m/∂z_l is 1 where z_l is the largest; windows that are alike share it. */
function shareLargest<T>(ops: Ops<T>, masked_LRH: T, largest_RH: T, dOutput_RH: T): T {
  const gap_LRH = ops.multiply(ops.subtract(largest_RH, masked_LRH), ops.constant(huge));
  const isLargest_LRH = ops.maximum(ops.subtract(ops.constant(1), gap_LRH), ops.constant(0));
  const { final } = ops.scan(
    ({ count_RH }, { isLargest_RH }) => ({
      state: { count_RH: ops.add(count_RH, isLargest_RH) },
      outputs: {},
    }),
    { count_RH: ops.multiply(dOutput_RH, ops.constant(0)) },
    { isLargest_RH: isLargest_LRH },
  );
  return ops.multiply(isLargest_LRH, ops.divide(dOutput_RH, final.count_RH));
}
