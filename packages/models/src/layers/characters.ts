import type { WordIds } from '@tagger/core/internal';
import { declareFileInput, type FileGraph, type FileInputSpec, timeMajor } from '../model-file/file-graph';
import { type ParameterSpec, take } from './layer';

/*
 * Axes:  T time   B batch   L characters of a word   N = T · B   C vector of a character
 */

export interface CharacterConfiguration {
  /** Characters, with padding and the unknown one. */
  readonly vocabularySize: number;
  readonly embeddingSize: number;
  /** H of the LSTM that reads a word in each direction, or the number of filters of the convolution. */
  readonly hiddenSize: number;
}

/** The vectors of characters. They are few, so that each batch computes with all of them. */
export function characterTable({ vocabularySize, embeddingSize }: CharacterConfiguration): ParameterSpec {
  return { name: 'characters.embedding', shape: [vocabularySize, embeddingSize], range: 0.1 };
}

const characterIds: FileInputSpec = {
  name: 'characterIds',
  type: 'int64',
  axes: ['characters'],
  read: ({ characters }: WordIds) => characters,
};
const characterCounts: FileInputSpec = {
  name: 'characterCounts',
  type: 'int32',
  axes: [],
  read: ({ characters }: WordIds) => [Math.max(characters.length, 1)],
  padding: 1,
};
/** What a model file reads of a word's characters; what is behind the last one does not matter. */
export const characterFileInputs = [characterIds, characterCounts] as const;

/** The characters of all steps of a batch as one batch of N words; `restore` brings what was made of these back [T, B, size]. */
export function declareCharacters(file: FileGraph) {
  const { graph, weights } = file;
  const [ids, counts] = [declareFileInput(file, characterIds), declareFileInput(file, characterCounts)];
  const ids_TBL = timeMajor(file, ids, 2);
  const ids_NL = graph.node('Flatten', [ids_TBL], { axis: -1 });
  const ids_LN = graph.node('Transpose', [ids_NL], { perm: [1, 0] });
  const counts_TB = timeMajor(file, counts);
  return {
    rows_LNC: graph.node('Gather', [take(weights, 'characters.embedding'), ids_LN]),
    counts_N: graph.node('Reshape', [counts_TB, graph.integers(-1)]),
    restore: (encoded: string, size: number) => {
      const leading = graph.node('Shape', [ids_TBL], { end: 2 });
      const shape = graph.node('Concat', [leading, graph.integers(size)], { axis: 0 });
      return graph.node('Reshape', [encoded, shape]);
    },
  };
}
