import { expect } from 'vitest';
import { ModelError } from '../../src/errors';
import { decodeModelFile } from '../../src/model-file/decode-model-file';
import { metadataKeys } from '../../src/model-file/encode-model-file';
import { buildTaggingGraph } from '../../src/model-file/tagging-graph';
import type { Precision } from '../../src/model-file/weights';
import { createNetwork } from '../../src/network/create-network';
import { encodeModel } from '../../src/onnx/encode-model';
import type { GraphProto, TensorProto } from '../../src/onnx/model-proto';
import { createSampleModel } from '../sample-model';

/** The model that the files are changes of. */
export const { description, parameters } = createSampleModel(
  { cell: 'lstm', cellOutput: 'tanh' },
  { hiddenSize: 3, embeddingSize: 2 },
);
const { network, words, lookup, tags, training } = description;
const sound = { network, words, lookup, tags, training };

export const broken =
  'my.onnx: not a model file, or only a part of one (train it again, or copy it again from where it came)';

interface Changes {
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly graph?: (graph: GraphProto) => GraphProto;
  readonly precision?: Precision;
}

/** The model file with other parts of its description or another graph. */
export function rebuild({ parts = {}, graph = (same) => same, precision }: Changes): Uint8Array {
  const metadata = new Map<string, string>([[metadataKeys.format, '1']]);
  for (const [part, value] of Object.entries({ ...sound, ...parts }))
    metadata.set(metadataKeys[part as keyof typeof metadataKeys], JSON.stringify(value));
  return encodeModel({
    metadata,
    graph: graph(buildTaggingGraph(createNetwork(network), parameters, precision)),
  });
}

/** The graph with one tensor changed. */
export const withTensor =
  (name: string, change: (tensor: TensorProto) => Partial<TensorProto>) =>
  (graph: GraphProto): GraphProto => {
    expect(graph.initializers.map((tensor) => tensor.name)).toContain(name);
    return {
      ...graph,
      initializers: graph.initializers.map((tensor) =>
        tensor.name === name ? { ...tensor, ...change(tensor) } : tensor,
      ),
    };
  };

/** What reading the file throws. */
export function errorOf(file: Uint8Array): ModelError {
  try {
    decodeModelFile(file, 'my.onnx');
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  }
  throw new Error('the file was read');
}
