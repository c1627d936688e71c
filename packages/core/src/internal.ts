/**
 * What the other packages of this repository need of this one, in addition to `index.ts`. It may change with every version.
 */
export * from './arguments/check-arguments';
export * from './arguments/describe-value';
export * from './arguments/require-whole-number';
export * from './arguments/suggest';
export { CompactSentences } from './corpus/compact-sentences';
export { CompactSentencesBuilder } from './corpus/compact-sentences-builder';
export * from './formats/collect';
export * from './formats/columns';
export * from './formats/conllu/format-conllu';
export * from './formats/conllu/parse-conllu';
export * from './formats/corpus-format';
export * from './formats/corpus-formats';
export * from './formats/jsonl';
export * from './formats/text';
export type { TextChunks } from './formats/text-chunks';
export * from './formats/word-tag';
export * from './formats/words';
export * from './lexicon/lexicon';
export { countWords, mergeCounts, type WordCounts } from './lexicon/word-counts';
export * from './lexicon/word-features';
export * from './limits';
export * from './look/compare-corpora';
export { type CorpusFinding, describeFinding, type FindingKind } from './look/corpus-finding';
export * from './look/corpus-look';
export * from './map-values';
export * from './metrics/evaluation';
export * from './metrics/metrics';
export * from './metrics/spans';
export * from './random';
export * from './text/case-forms';
export * from './text/escape-controls';
export * from './text/normal-form';
export * from './tokenizer/tokenize';
export { Tokenizer } from './tokenizer/tokenizer';
export * from './vocabulary/tag-set';
export * from './vocabulary/vocabulary';
