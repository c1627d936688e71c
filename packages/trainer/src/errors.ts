import { TaggerError } from '@tagger/core';

/** What computes failed in the midst of a training: a device was lost, or its memory is full. */
export class EngineError extends TaggerError {}

/** Training was told to stop before its end. */
export class InterruptedError extends TaggerError {}
