/**
 * What the other packages of this repository need of this one, in addition to `index.ts`. It may change with every version.
 */
export * from './arguments/check-arguments';
export * from './arguments/describe-value';
export * from './arguments/require-whole-number';
export * from './arguments/suggest';
export * from './characters/character-keys';
export { spacePair } from './characters/character-kinds';
export * from './characters/character-lexicon';
export * from './characters/multiwords';
export * from './characters/paragraph-reader';
export { type CompactColumn, CompactSentences } from './corpus/compact-sentences';
export { CompactSentencesBuilder } from './corpus/compact-sentences-builder';
export { DivergenceError, formatLocation } from './errors';
export { BratFormatter } from './formats/brat/brat-formatter';
export { type BratDocument, parseBrat } from './formats/brat/parse-brat';
export * from './formats/collect';
export * from './formats/columns';
export { conlluColumnNames, findConlluColumn } from './formats/conllu/conllu-column';
export { parseFeatures, sortFeatures } from './formats/conllu/features';
export * from './formats/conllu/format-conllu';
export * from './formats/conllu/parse-conllu';
export * from './formats/conllu/restore-text';
export * from './formats/conllu/surface-tokens';
export * from './formats/corpus-format';
export * from './formats/corpus-formats';
export * from './formats/jsonl';
export * from './formats/text';
export type { TextChunks } from './formats/text-chunks';
export { isParagraphEnd } from './formats/text-spaces';
export * from './formats/word-tag';
export * from './formats/words';
export {
  applyLemmaScript,
  compileLemmaScript,
  findLemmaScript,
  type LemmaEdits,
  type LemmaScriptKind,
  type Lemmatize,
  type LetterCase,
  type PlaceEdit,
  readLemmaScript,
} from './lemmas/lemma-script';
export * from './lexicon/lexicon';
export { countWords, mergeCounts, type WordCounts } from './lexicon/word-counts';
export * from './lexicon/word-features';
export { findKindName, kindNames } from './lexicon/word-kinds';
export * from './limits';
export * from './look/compare-corpora';
export { type CorpusFinding, describeFinding, type FindingKind } from './look/corpus-finding';
export * from './look/corpus-look';
export { countLabels, type LabelCount } from './look/count-labels';
export { findRareTags } from './look/find-rare-tags';
export { findReadings, type ManyReadings, type Reading } from './look/find-readings';
export { findLeaks, findOtherLabels } from './look/find-repeats';
export { findSchemeErrors } from './look/find-scheme-errors';
export { lookAtColumns } from './look/look-at-columns';
export type { NamedCorpus } from './look/named-corpus';
export * from './map-values';
export * from './metrics/evaluation';
export * from './metrics/metrics';
export * from './metrics/raw-text/score-raw-text';
export { SpanEvaluation } from './metrics/span-evaluation';
export { looksLikeIob1, SpanGrammar } from './metrics/span-grammar';
export * from './metrics/spans';
export {
  type CorpusPiece,
  type CutOptions,
  type CuttableFormat,
  cuttableFormats,
  isCuttable,
} from './pieces/corpus-piece';
export { cutCorpus } from './pieces/cut-corpus';
export { readPiece } from './pieces/read-piece';
export * from './random';
export type { ConlluSource } from './sentence';
export * from './text/case-forms';
export * from './text/copy-text';
export * from './text/escape-controls';
export { Html, html } from './text/html';
export * from './text/normal-form';
export * from './tokenizer/text-cutter';
export * from './tokenizer/tokenize';
export { Tokenizer } from './tokenizer/tokenizer';
export * from './vocabulary/packed-strings';
export * from './vocabulary/tag-set';
export * from './vocabulary/vocabulary';
