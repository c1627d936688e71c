/**
 * Corpora in files, and output files that are written whole or not at all.
 *
 * @module @tagger/core/node
 */

export * from './node/assert-writable';
export { nameBratFiles } from './node/brat-files';
export * from './node/corpus-writer';
export * from './node/is-same-file';
export { isFolder, makeFolder } from './node/make-folder';
export * from './node/output-file';
export * from './node/output-folder';
export * from './node/output-lock';
export type { OutputTarget } from './node/output-target';
export { type ReadOptions, readBytes, standardStream } from './node/read-bytes';
export * from './node/read-corpus';
export * from './node/read-lines';
export * from './node/read-text';
export * from './node/read-whole-text';
export { openSpecial } from './node/special-output';
export * from './node/text-writer';
export { toFileError } from './node/to-file-error';
