import type { PartPlace, WrittenPart } from '../json/written-tokens';
import type { ModelDescription } from '../model-file/model-description';
import type { TensorProto } from '../onnx/model-proto';
import type { ScoredSpan } from '../spans/scored-span';
import type { StepScores } from '../tagger/tagging-network';
import type { PackedError } from './pack-error';
import type { PackedTags, PackedTokens } from './pack-tags';

/** A model as workers get it. Where memory can be shared, all of them read the same weights. */
export interface SharedModel {
  readonly description: ModelDescription;
  readonly tensors: readonly TensorProto[];
  /** For errors. */
  readonly fileName: string;
  /** The compiled kernels, if the application has them. */
  readonly kernels?: object | undefined;
}

interface TextRequest {
  readonly text: string;
  readonly language: string;
  readonly topK?: number | undefined;
}

/** What a worker is asked for, and what it answers. */
export interface PoolCalls {
  text: {
    request: TextRequest;
    answer: PackedTokens;
  };
  json: {
    request: TextRequest & PartPlace;
    answer: WrittenPart;
  };
  /** Sets the numbers of the sentences of a part, whose memory goes over and back. */
  number: {
    request: { readonly pieces: WrittenPart['pieces']; readonly before: number };
    answer: Pick<WrittenPart, 'pieces'>;
  };
  sentences: {
    request: { readonly sentences: readonly (readonly string[])[]; readonly topK?: number | undefined };
    answer: PackedTags;
  };
  spans: {
    request: { readonly sentences: readonly (readonly string[])[]; readonly output: number };
    answer: ScoredSpan[][];
  };
  score: {
    request: { readonly sentences: readonly (readonly string[])[] };
    answer: StepScores[];
  };
}

export type PoolCall = {
  [Kind in keyof PoolCalls]: { readonly kind: Kind } & PoolCalls[Kind]['request'];
}[keyof PoolCalls];

/** A call. Short ones are not cancelled. */
export interface CallRequest {
  readonly id: number;
  readonly call: PoolCall;
  readonly isShort: boolean;
}

/** A call, or that nobody waits for its answer any more. */
export type CallMessage = CallRequest | { readonly cancel: number };

/** The answer to a call, or why it failed. */
export type AnswerMessage =
  | { readonly id: number; readonly answer: PoolCalls[keyof PoolCalls]['answer'] }
  | { readonly id: number; readonly error: PackedError };

export type ToWorker =
  | { readonly start: SharedModel; readonly lowPriority: boolean }
  | { readonly calls: readonly CallMessage[] };

export type FromWorker =
  | { readonly ready: string }
  | { readonly failed: PackedError }
  | { readonly answers: readonly AnswerMessage[] };
