import { TaggerError } from '@tagger/core';

/** A file could not be had from its server, or is not the one that was asked for. */
export class DownloadError extends TaggerError {}
