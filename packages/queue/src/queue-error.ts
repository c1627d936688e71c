import { TaggerError } from '@tagger/core';

/** Redis cannot be used, or what is in it is not what it ought to be. */
export class QueueError extends TaggerError {}
