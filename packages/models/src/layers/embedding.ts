import { Vocabulary } from '@tagger/core';
import type { WordIds } from '@tagger/core/internal';
import type { BatchView } from '../batch/batch-view';
import { declareFileInput, type FileGraph, timeMajor } from '../model-file/file-graph';
import type { Ops } from '../ops/ops';
import { type Environment, type SourcePass, take } from './layer';
import type { WordPart } from './word-part';

/*
 * Axes:  R distinct words of a batch   D length of a word's own vector
 */

/** A word's own vector: E onehot(w), a row of a table that learns. */
export class Embedding implements WordPart {
  readonly parameters;
  readonly inputs;
  readonly fileInputs;

  constructor(
    vocabularySize: number,
    readonly size: number,
  ) {
    this.parameters = [
      { name: 'embedding', shape: [vocabularySize, size], range: 0.1, isTable: true },
    ] as const;
    this.inputs = [
      { name: 'words.embedding', type: 'int32', axes: ['words'], table: 'embedding', read: readWords },
    ] as const;
    this.fileInputs = [
      { name: 'words', type: 'int64', axes: [], read: ({ word }: WordIds) => [word] },
    ] as const;
  }

  forward<T>(ops: Ops<T>, { parameters, inputs }: Environment<T>): SourcePass<T> {
    const table = take(parameters, 'embedding');
    const rows_R = take(inputs, 'words.embedding');
    return {
      output: ops.gather(table, rows_R),
      backward: (dOutput_RD) => ({ embedding: ops.scatterAdd(dOutput_RD, rows_R, table) }),
    };
  }

  export(file: FileGraph): string {
    const words_TB = timeMajor(file, declareFileInput(file, this.fileInputs[0]));
    return file.graph.node('Gather', [take(file.weights, 'embedding'), words_TB]);
  }
}

/** In training some words are taken for the unknown one; what else is read of them stays. */
function readWords({ words, noise }: BatchView): Int32Array {
  const dropped = noise?.dropout.word ?? 0;
  if (!noise || dropped === 0) return Int32Array.from(words, ({ word }) => word);
  return Int32Array.from(words, ({ word }) => (noise.random.uniform() < dropped ? Vocabulary.unknown : word));
}
