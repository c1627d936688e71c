import { TaggerError } from './tagger-error';

/**
 * Training has diverged: a loss, a parameter or a vector is no finite number any more, or the loss is far above that of
 * guessing. Nothing that follows would mend it.
 */
export class DivergenceError extends TaggerError {}
