/**
 * What the author of a runtime for ONNX graphs needs, or of a network that tags without one: types.
 *
 * @module @tagger/models/runtime
 */

export type {
  Device,
  Runtime,
  RuntimeInput,
  RuntimeOptions,
  RuntimeSession,
  RuntimeTensor,
} from './runtime/runtime';
export type { NetworkModel, TaggingNetworkFactory } from './tagger/network-factory';
export type { BatchTags, StepScores, TaggingNetwork, TagScores } from './tagger/tagging-network';
