import type { WordIds } from '@tagger/core/internal';
import type { BatchView } from '../batch/batch-view';
import { declareFileInput, type FileGraph, timeMajor } from '../model-file/file-graph';
import type { Ops } from '../ops/ops';
import { type Environment, type SourcePass, take } from './layer';
import type { WordPart } from './word-part';

export interface VectorTable {
  /** Words that have a vector, and the zeros of those that have none in front. */
  readonly rows: number;
  readonly size: number;
}

/** A vector made elsewhere, which never changes. */
export class FixedVectors implements WordPart {
  readonly size: number;
  readonly parameters;
  readonly inputs = [
    {
      name: 'words.vectors',
      type: 'int32',
      axes: ['words'],
      table: 'vectors',
      read: ({ words }: BatchView) => Int32Array.from(words, ({ vector }) => vector),
    },
  ] as const;
  readonly fileInputs = [
    { name: 'vectorIds', type: 'int64', axes: [], read: ({ vector }: WordIds) => [vector] },
  ] as const;

  constructor({ rows, size }: VectorTable) {
    this.size = size;
    this.parameters = [
      { name: 'vectors', shape: [rows, size], range: 0.1, isTable: true, isFixed: true },
    ] as const;
  }

  forward<T>(ops: Ops<T>, { parameters, inputs }: Environment<T>): SourcePass<T> {
    return {
      output: ops.gather(take(parameters, 'vectors'), take(inputs, 'words.vectors')),
      backward: () => ({}),
    };
  }

  export(file: FileGraph): string {
    const rows_TB = timeMajor(file, declareFileInput(file, this.fileInputs[0]));
    return file.graph.node('Gather', [take(file.weights, 'vectors'), rows_TB]);
  }
}
