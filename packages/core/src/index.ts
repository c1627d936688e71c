/**
 * Corpora, tokenizer, vocabulary, metrics and errors, without native code and without Node.js.
 *
 * @module @tagger/core
 */

export {
  ArgumentError,
  CorpusError,
  type ErrorLocation,
  FileError,
  SettingsError,
  TaggerError,
} from './errors';
export type { FormatName, ParseOptions, WriteOptions } from './formats/corpus-format';
export { detectFormat, formatNames, formatSentence, parseSentences } from './formats/corpus-formats';
export type { TextChunks } from './formats/text-chunks';
export { limits } from './limits';
export { type CorpusFinding, describeFinding } from './look/corpus-finding';
export { CorpusLook, type CorpusLookOptions } from './look/corpus-look';
export { Evaluation } from './metrics/evaluation';
export type {
  ConfusionMatrix,
  Metrics,
  Scores,
  SpanMetrics,
  SpanScores,
  TagMetrics,
} from './metrics/metrics';
export { readSpans, type Span, type SpanScheme } from './metrics/spans';
export { readLabels, type Sentence, type SentenceSource, type TextToken } from './sentence';
export type { CreateTextCutter, TextCutter } from './tokenizer/text-cutter';
export { tokenize, tokenizeStream } from './tokenizer/tokenize';
export type { TokenizerOptions } from './tokenizer/tokenizer';
export { TagSet } from './vocabulary/tag-set';
export { Vocabulary } from './vocabulary/vocabulary';
