import { TaggerError } from './tagger-error';

/** A function was given an argument of another type than it takes. */
export class ArgumentError extends TaggerError {}
