/**
 * Word vectors in files, and their training by skip-gram.
 *
 * @module @tagger/embeddings/node
 */

export type { CorpusOptions, SkipGramCorpus } from './corpus/skip-gram-corpus';
export * from './files/read-vectors';
export * from './files/write-vectors';
export type { SkipGramOptions } from './skip-gram/skip-gram-options';
export * from './skip-gram/train-skip-gram';
export * from './vectors/read-analogies';
