import { TaggerError } from '@tagger/core';

/** A word has no vector. */
export class UnknownWordError extends TaggerError {
  readonly word: string;

  constructor(word: string) {
    super(`${JSON.stringify(word)} has no vector`, { hint: 'upper and lower case are distinguished' });
    this.word = word;
  }
}

/** A file of word vectors is not what its format asks for. */
export class VectorsError extends TaggerError {}
