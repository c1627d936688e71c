import { TaggerError } from '@tagger/core';

/** What computes failed in the midst of a training: a device was lost, or its memory is full. */
export class EngineError extends TaggerError {}
