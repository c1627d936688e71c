/**
 * What the other packages of this repository need of this one, in addition to `index.ts`. It may change with every version.
 */

export * from './batches/distinct-ids';
export * from './batches/prepare-batch';
export { removeCheckpoint } from './checkpoint/checkpoint';
export { fingerprintCorpus } from './checkpoint/fingerprint';
export type { CompactCorpus, Corpus, CorpusFile } from './data/corpus';
export { CorpusBuilder } from './data/corpus-builder';
export { readWholeCorpus } from './data/read-whole-corpus';
export { listVectorForms, type WordVectors } from './data/word-vectors';
export * from './devices/estimate-step';
export * from './devices/find-graphics-card';
export * from './devices/try-step';
export * from './engines/engine';
export * from './engines/onnx-engine';
export { type CalibrationBin, calibrationError } from './evaluation/report/calibration-counts';
export * from './evaluation/report/collect-report';
export {
  type EntityErrorReport,
  type EntityExample,
  type EntityGroup,
  entityErrorKinds,
} from './evaluation/report/entity-errors';
export type { ConfusedPair, ErrorExample } from './evaluation/report/error-examples';
export type { LengthGroup } from './evaluation/report/length-counts';
export type { WordGroup } from './evaluation/report/word-counts';
export * from './evaluation/test-tagger';
export * from './gradient-check/check-network-gradients';
export * from './gradient-check/draw-sentences';
export * from './gradient-flow/measure-gradient-flow';
export * from './gradient-flow/run-gradient-experiment';
export type { Point, Series } from './gradient-flow/series';
export * from './optimizers/create-optimizer';
export * from './optimizers/optimizer';
export * from './settings/presets';
export * from './settings/schedule';
export * from './settings/settings';
export * from './tokenizer/augment';
export * from './tokenizer/choose-tokenizer';
export * from './tokenizer/labelled-text';
export * from './tokenizer/score-tokens';
export * from './tokenizer/spaced-corpus';
export * from './tokenizer/tokenizer-settings';
export * from './tokenizer/train-tokenizer';
export * from './tokenizer/trained-tokenizer';
export * from './tokenizer/training-sequences';
export { calibrateSpans } from './training/calibrate-spans';
export * from './training/initialize';
export * from './training/train';
export * from './training/train-options';
export * from './training/training-event';
export { type DevScores, type EpochResult, pickScores, selectionScore } from './training/training-state';
