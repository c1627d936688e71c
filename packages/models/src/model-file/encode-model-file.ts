import { writeModelCard } from '../card/write-model-card';
import type { NetworkParameters } from '../network/configuration';
import { encodeModel } from '../onnx/encode-model';
import { formatVersion, type ModelDescription } from './description';
import { buildTaggingGraph } from './tagging-graph';

/** Keys of the metadata; each value is JSON, but for the first and the card, which is Markdown. */
export const metadataKeys = {
  format: 'tagger.format',
  network: 'tagger.network',
  words: 'tagger.words',
  lookup: 'tagger.lookup',
  tags: 'tagger.tags',
  training: 'tagger.training',
  card: 'tagger.card',
} as const;

/** The bytes of a model file: the same description and parameters give the same bytes. */
export function encodeModelFile(
  description: ModelDescription,
  parameters: NetworkParameters<Float32Array>,
): Uint8Array {
  const { network, words, lookup, tags, training } = description;
  const metadata = new Map([
    [metadataKeys.format, String(formatVersion)],
    [metadataKeys.network, JSON.stringify(network)],
    [metadataKeys.words, JSON.stringify(words)],
    [metadataKeys.lookup, JSON.stringify(lookup)],
    [metadataKeys.tags, JSON.stringify(tags)],
    [metadataKeys.training, JSON.stringify(training)],
    [metadataKeys.card, writeModelCard(description)],
  ]);
  return encodeModel({ metadata, graph: buildTaggingGraph(network, parameters) });
}
