/**
 * Trains a tagger on a corpus and evaluates it.
 *
 * @module @tagger/trainer
 */

export { DivergenceError } from '@tagger/core/internal';
export type { CardOptions } from '@tagger/models/internal';
export type { Corpus } from './data/corpus';
export type { WordVectors } from './data/word-vectors';
export type { Engine } from './engines/engine';
export { OnnxEngine, type OnnxEngineOptions } from './engines/onnx-engine';
export { WgslEngine } from './engines/wgsl/wgsl-engine';
export { EngineError, InterruptedError } from './errors';
export type { ColumnScores } from './evaluation/column-evaluation';
export { collectReport, type EvaluationReport, type ReportOptions } from './evaluation/report/collect-report';
export { type TestedSentence, type TestOptions, type TestResult, testTagger } from './evaluation/test-tagger';
export type { TestedColumn } from './evaluation/tested-columns';
export type { SpanCalibration, TestedSpans } from './evaluation/tested-spans';
export { fitPreset, type PresetName, presetNames, presets } from './settings/presets';
export {
  defaultSettings,
  type GivenSettings,
  settingsSchema,
  type TrainingSettings,
} from './settings/settings';
export { train } from './training/train';
export type { TrainedModel, TrainOptions } from './training/train-options';
export type {
  EpochEvent,
  RehearsalEvent,
  StartEvent,
  StepEvent,
  TrainingEvent,
} from './training/training-event';
export type { DevScores, EpochResult } from './training/training-state';
