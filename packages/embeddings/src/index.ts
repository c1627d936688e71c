/**
 * Word vectors: parse and format them, find neighbours, evaluate analogies.
 *
 * @module @tagger/embeddings
 */

export { DivergenceError } from '@tagger/core/internal';
export * from './errors';
export * from './files/format-vectors';
export * from './files/parse-vectors';
export type { ParseVectorsOptions, VectorsFormat } from './files/vectors-format';
export * from './vectors/evaluate-analogies';
export * from './vectors/parse-analogies';
export * from './vectors/vectors';
