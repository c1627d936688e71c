import { TaggerError } from '@tagger/core';

/** Training was told to stop before its end. */
export class InterruptedError extends TaggerError {}
