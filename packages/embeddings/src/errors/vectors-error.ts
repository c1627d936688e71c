import { TaggerError } from '@tagger/core';

/** A file of word vectors is not what its format asks for. */
export class VectorsError extends TaggerError {}
