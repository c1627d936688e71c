import { TaggerError } from './tagger-error';

/** A corpus, or a line of it, is not what its format asks for. */
export class CorpusError extends TaggerError {}
