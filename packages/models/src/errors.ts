import { TaggerError } from '@tagger/core';

/** A device or a runtime that is asked for and is not there. */
export class DeviceError extends TaggerError {}

/** A model file that cannot be used: truncated, not ONNX, or not one of ours. */
export class ModelError extends TaggerError {}
