import { writeModelCard } from '../card/write-model-card';
import type { Named } from '../layers/layer';
import { createNetwork } from '../network/create-network';
import { encodeModel } from '../onnx/encode-model';
import type { GraphBuilder } from '../onnx/graph-builder';
import { type TokenizerDescription, tokenizerPrecision } from '../tokenizer/tokenizer-description';
import { findVersion } from './description';
import { tokenizerPrefix } from './file-weights';
import type { ModelDescription } from './model-description';
import { buildTaggingGraph } from './tagging-graph';
import { type Precision, writeWeight } from './weights';

/** Keys of the metadata; each value is JSON, but for the first and the card, which is Markdown. */
export const metadataKeys = {
  format: 'tagger.format',
  network: 'tagger.network',
  words: 'tagger.words',
  lookup: 'tagger.lookup',
  features: 'tagger.features',
  vectorWords: 'tagger.vectorWords',
  characters: 'tagger.characters',
  tags: 'tagger.tags',
  otherTags: 'tagger.otherTags',
  combinations: 'tagger.combinations',
  lemmas: 'tagger.lemmas',
  calibration: 'tagger.calibration',
  tokenizer: 'tagger.tokenizer',
  training: 'tagger.training',
  card: 'tagger.card',
} as const;

/** In a file of strings, which is no model file, in the place of all others but the card. */
export const stringsKey = 'tagger.strings';

/**
 * The bytes of a model file: the same description, parameters and precision give the same bytes.
 * @param tokenizer parameters of the tokenizer that the description has
 */
export function encodeModelFile(
  description: ModelDescription,
  parameters: Named<Float32Array>,
  precision: Precision = 'float32',
  tokenizer?: Named<Float32Array>,
): Uint8Array {
  const { format, card, ...parts } = metadataKeys;
  const metadata = new Map<string, string>([[format, String(findVersion(description, precision))]]);
  for (const [part, key] of Object.entries(parts)) {
    const value = description[part as keyof typeof parts];
    if (value !== undefined) metadata.set(key, JSON.stringify(value));
  }
  metadata.set(card, writeModelCard(description));
  const network = createNetwork(description.network);
  const graph = buildTaggingGraph(network, parameters, precision, (builder) => {
    if (description.tokenizer && tokenizer) keepWeights(builder, description.tokenizer, tokenizer);
  });
  return encodeModel({ metadata, graph });
}

/** Weights that a graph does not use. A runtime warns of those that no node reads, so that one does, whose output nothing reads. */
function keepWeights(
  graph: GraphBuilder,
  { network }: TokenizerDescription,
  parameters: Named<Float32Array>,
): void {
  for (const spec of createNetwork(network).parameters) {
    const name = tokenizerPrefix + spec.name;
    const value = writeWeight(graph, { ...spec, name }, parameters[spec.name]!, tokenizerPrecision);
    graph.node('Identity', [value], {}, `${name}.kept`);
  }
}
