/**
 * What the other packages of this repository need of this one, in addition to `index.ts`. It may change with every version.
 */
export * from './batch/batch-view';
export * from './batch/create-batch';
export * from './batch/declare-inputs';
export * from './batch/describe-batch';
export * from './batch/host-tensor';
export * from './batch/input-spec';
export * from './batch/lanes';
export * from './batch/plan-batches';
export type { Card, CardBlock, CardSection } from './card/card';
export { composeCard } from './card/compose-card';
export * from './cells/cell';
export * from './cells/create-cell';
export * from './cells/lstm';
export * from './cells/rnn';
export { listColumnNames } from './columns/column-names';
export { LemmaLookup } from './columns/lemma-dictionary';
export { listJointColumns } from './columns/list-joint-columns';
export { selectColumns } from './columns/select-columns';
export { writeScore, writeToken } from './json/write-token';
export { createKernelNetworks } from './kernels/kernel-networks';
export type { NetworkPlan, Weights } from './kernels/plan-network';
export * from './layers/create-character-encoder';
export * from './layers/embedding';
export * from './layers/layer';
export * from './layers/recurrence';
export * from './layers/recurrent-layer';
export * from './layers/word-encoder';
export * from './layers/word-part';
export { readModelSource } from './loading/model-source';
export * from './model-file/decode-model-file';
export * from './model-file/encode-model-file';
export * from './model-file/file-graph';
export { FileWeights } from './model-file/file-weights';
export { networkLimits } from './model-file/limits';
export * from './model-file/model-description';
export * from './model-file/store-weights';
export type { MatrixRows, Table } from './model-file/table';
export * from './model-file/weights';
export * from './network/configuration';
export * from './network/create-network';
export * from './network/network';
export * from './onnx/decode-model';
export * from './onnx/encode-model';
export * from './onnx/graph-builder';
export * from './onnx/model-proto';
export * from './ops/float64-ops';
export * from './ops/onnx-gpu-ops';
export * from './ops/onnx-ops';
export * from './ops/ops';
export * from './outputs/create-output';
export { type OpenTags, openTag } from './outputs/logits';
export * from './outputs/output';
export * from './runtime/load-runtime';
export * from './runtime/runtime';
export { importWebRuntime } from './runtime/web-runtime';
export { logit, SpanDecoder } from './spans/span-decoder';
export { constrainOutputs, listModelSpans, listSpanOutputs } from './spans/span-outputs';
export { spanRulesSchema } from './spans/span-rules';
export {
  describeStringFile,
  encodeStringFile,
  type StringFileDescription,
} from './strings/encode-string-file';
export { chooseTogether, type JointColumn } from './tagger/joint-columns';
export { preferLabel } from './tagger/known-labels';
export { exponentiate } from './tagger/tagging-network';
export { yieldTurn } from './tagger/turns';
export { Uses } from './tagger/uses';
export * from './tokenizer/learnt-tokenizer';
export * from './tokenizer/tokenizer-description';
export type { CardOptions } from './webgpu/card/card-options';
export * from './writing/list-sentences';
export * from './writing/model-columns';
export * from './writing/plan-tags';
export * from './writing/with-tags';
