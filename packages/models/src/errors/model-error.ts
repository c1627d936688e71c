import { TaggerError } from '@tagger/core';

/** A model file that cannot be used: truncated, not ONNX, or not one of ours. */
export class ModelError extends TaggerError {}
