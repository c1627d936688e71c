import { TaggerError } from './tagger-error';

/** A file cannot be opened, read or written. */
export class FileError extends TaggerError {}
