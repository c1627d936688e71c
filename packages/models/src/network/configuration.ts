import type { CellConfiguration } from '../cells/create-cell';
import type { CharacterEncoderConfiguration } from '../layers/create-character-encoder';
import type { VectorTable } from '../layers/fixed-vectors';
import type { FeatureTable } from '../layers/word-features';
import type { OutputKind } from '../outputs/create-output';

/** Everything that decides the shapes of a network. What is optional stands for what the plain tagger lacks. */
export interface NetworkConfiguration extends CellConfiguration {
  /** |V|: words, with the unknown word. */
  readonly vocabularySize: number;
  /** D: length of a word's own vector. */
  readonly embeddingSize: number;
  /** K: number of tags of the first output. */
  readonly tagCount: number;
  /** Recurrent layers, one upon the other; by default 1. */
  readonly layers?: number | undefined;
  /** Whether each layer also reads the sentence from its end; by default not. */
  readonly bidirectional?: boolean | undefined;
  /** Features of a word's form, each with a vector from one table. */
  readonly features?: FeatureTable | undefined;
  /** Vectors made elsewhere, next to a word's own, that never change. */
  readonly vectors?: VectorTable | undefined;
  /** A network that reads a word's characters. */
  readonly characters?: CharacterEncoderConfiguration | undefined;
  /** The kind of the first output; by default softmax. */
  readonly output?: OutputKind | undefined;
  /** Outputs next to the first one, which share everything below with it. */
  readonly otherOutputs?: readonly OtherOutput[] | undefined;
}

export interface OtherOutput {
  /** Unique among the outputs, and not `tags`, which is the first one's. */
  readonly name: string;
  readonly kind: OutputKind;
  readonly tagCount: number;
  /** What its loss counts in that of the network, where the first output's counts 1. */
  readonly weight: number;
}

/** The outputs of a network, the first one first. */
export function listOutputs({
  tagCount,
  output = 'softmax',
  otherOutputs = [],
}: NetworkConfiguration): OtherOutput[] {
  return [{ name: 'tags', kind: output, tagCount, weight: 1 }, ...otherOutputs];
}
