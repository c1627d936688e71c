import { writeModelCard } from '../card/write-model-card';
import type { Named } from '../layers/layer';
import { createNetwork } from '../network/create-network';
import { encodeModel } from '../onnx/encode-model';
import { findVersion } from './description';
import type { ModelDescription } from './model-description';
import { buildTaggingGraph } from './tagging-graph';
import type { Precision } from './weights';

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
  lemmas: 'tagger.lemmas',
  training: 'tagger.training',
  card: 'tagger.card',
} as const;

/** The bytes of a model file: the same description, parameters and precision give the same bytes. */
export function encodeModelFile(
  description: ModelDescription,
  parameters: Named<Float32Array>,
  precision: Precision = 'float32',
): Uint8Array {
  const { format, card, ...parts } = metadataKeys;
  const metadata = new Map<string, string>([[format, String(findVersion(description))]]);
  for (const [part, key] of Object.entries(parts)) {
    const value = description[part as keyof typeof parts];
    if (value !== undefined) metadata.set(key, JSON.stringify(value));
  }
  metadata.set(card, writeModelCard(description));
  return encodeModel({
    metadata,
    graph: buildTaggingGraph(createNetwork(description.network), parameters, precision),
  });
}
