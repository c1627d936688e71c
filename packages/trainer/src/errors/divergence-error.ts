import { TaggerError } from '@tagger/core';

/** The loss is no finite number any more: nothing that follows would mend it. */
export class DivergenceError extends TaggerError {}
