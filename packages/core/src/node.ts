export * from './node/assert-writable';
export * from './node/corpus-writer';
export * from './node/output-file';
export * from './node/output-folder';
export { type ReadOptions, readBytes } from './node/read-bytes';
export * from './node/read-corpus';
export * from './node/read-lines';
export * from './node/read-text';
export { toFileError } from './node/to-file-error';
