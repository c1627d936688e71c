import { writeModelCard } from '../card/write-model-card';
import { listColumnNames } from '../columns/column-names';
import type { ReadModelFile } from '../model-file/decode-model-file';
import { metadataKeys, stringsKey } from '../model-file/encode-model-file';
import type { ModelDescription } from '../model-file/model-description';
import { createNetwork } from '../network/create-network';
import { encodeModel } from '../onnx/encode-model';
import { buildStringGraph, nameOutput, wordsName } from './string-graph';

/** What a file of strings takes and gives, as its metadata say. */
export interface StringFileDescription {
  readonly input: string;
  /** The column of each output, by its name. */
  readonly outputs: Readonly<Record<string, string>>;
}

export function describeStringFile(description: ModelDescription): StringFileDescription {
  const { outputs } = createNetwork(description.network);
  const columns = listColumnNames(description);
  return {
    input: wordsName,
    outputs: Object.fromEntries(outputs.map((output, index) => [nameOutput(output, index), columns[index]!])),
  };
}

/**
 * A model as an ONNX file (opset 20) that takes the words of sentences as strings and gives the labels of every column as strings, so that no other code
 * is needed: the ids of words, features and characters are computed in its graph. It has operators of ONNX Runtime (com.microsoft).
 *
 * @throws ModelError if a lemma script of the model cannot be applied in a graph
 */
export function encodeStringFile(file: ReadModelFile): Uint8Array {
  const { description, card } = file;
  const graph = buildStringGraph(createNetwork(description.network), file);
  const metadata = new Map([
    [stringsKey, JSON.stringify(describeStringFile(description))],
    [metadataKeys.card, card ?? writeModelCard(description)],
  ]);
  return encodeModel({ metadata, graph });
}
