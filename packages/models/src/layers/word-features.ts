import type { WordIds } from '@tagger/core/internal';
import type { BatchView } from '../batch/batch-view';
import type { FileGraph } from '../model-file/file-graph';
import { declareFileInput, timeMajor } from '../model-file/file-graph';
import type { Ops } from '../ops/ops';
import { type Environment, type SourcePass, take } from './layer';
import type { WordPart } from './word-part';

/*
 * Axes:  R distinct words of a batch   F features of a word   N length of a feature's vector
 */

export interface FeatureTable {
  /** F: features of each word. */
  readonly count: number;
  /** Rows of the table, of all features together. */
  readonly rows: number;
  /** Length of a feature's vector. */
  readonly size: number;
}

/** The vectors of a word's features, one behind the other; those of all features are the rows of one table. */
export class WordFeatures implements WordPart {
  readonly size: number;
  readonly parameters;
  readonly inputs;
  readonly fileInputs;

  constructor(private readonly table: FeatureTable) {
    const { count, rows, size } = table;
    this.size = count * size;
    this.parameters = [{ name: 'features', shape: [rows, size], range: 0.1, isTable: true }] as const;
    this.inputs = [
      {
        name: 'words.features',
        type: 'int32',
        axes: ['words', count],
        table: 'features',
        read: ({ words }: BatchView) => joinFeatures(words, count),
      },
    ] as const;
    this.fileInputs = [
      { name: 'featureIds', type: 'int64', axes: [count], read: ({ features }: WordIds) => features },
    ] as const;
  }

  forward<T>(ops: Ops<T>, { parameters, inputs }: Environment<T>): SourcePass<T> {
    const table = take(parameters, 'features');
    const rows_RF = take(inputs, 'words.features');
    return {
      output: ops.mergeAxes(ops.gather(table, rows_RF)),
      backward: (dOutput) => {
        const dOutput_RFN = ops.splitAxis(dOutput, this.table.count);
        return { features: ops.scatterAdd(dOutput_RFN, rows_RF, table) };
      },
    };
  }

  export(file: FileGraph): string {
    const rows_TBF = timeMajor(file, declareFileInput(file, this.fileInputs[0]), 2);
    return file.ops.mergeAxes(file.graph.node('Gather', [take(file.weights, 'features'), rows_TBF]));
  }
}

function joinFeatures(words: readonly WordIds[], count: number): Int32Array {
  const joined = new Int32Array(words.length * count);
  for (const [index, { features }] of words.entries()) joined.set(features, index * count);
  return joined;
}
