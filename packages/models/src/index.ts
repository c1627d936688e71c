/**
 * Loads a model file and tags text with it, in Node.js and in browsers.
 *
 * @module @tagger/models
 */

export { ArgumentError, SettingsError, TaggerError } from '@tagger/core';
export type { CardOptions, CardScores } from './card/card';
export { writeModelCard } from './card/write-model-card';
export { DeviceError, ModelError } from './errors';
export type { WrittenTokens } from './json/written-tokens';
export type { ModelSource } from './loading/model-source';
export type {
  CorpusDescription,
  FeatureDescription,
  ModelDescription,
  TrainingDescription,
  WordLookup,
} from './model-file/model-description';
export type { NetworkConfiguration } from './network/configuration';
export type { PoolOptions } from './pool/pool-options';
export { loadRuntime } from './runtime/load-runtime';
export { type Device, devices, type Runtime } from './runtime/runtime';
export type { Entity, EntityOptions, SentenceEntities } from './spans/entity';
export type { ScoredSpan } from './spans/scored-span';
export {
  type RulePriority,
  type SpanRule,
  SpanRules,
  type SpanRulesDefinition,
  SpanRulesError,
} from './spans/span-rules';
export type { LoadOptions } from './tagger/load-options';
export type { TaggedSentence, TaggedToken, TaggedWord, TagOptions, TagScore } from './tagger/tagged';
export { Tagger } from './tagger/tagger';
export type { EndName, TokenizerDescription, TokenizerScores } from './tokenizer/tokenizer-description';
